"""What the pages about rounds show: which claims are drawn, how far people are and agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from webapp.agreement import Measure
from webapp.models import AgreementReport, AgreementResult, Membership, Round
from webapp.vocabulary import ComparedField

MOST_CLAIMS = 200
SHOWN = tuple(one for one in ComparedField if one is not ComparedField.IS_CLAIM)
"""The fields that rounds are compared by."""


@dataclass(frozen=True)
class RoundChoice:
    """How many claims are drawn, from which, by which seed, who gets them, under which name."""

    count: int
    seed: int
    title: str = ""
    outlet: str = ""
    words: str = ""
    people: Sequence[Membership] = ()
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Draw:
    """The claims that a choice draws."""

    claim_ids: Sequence[int]
    matching_count: int
    """The claims among which they were drawn."""


def drawn(claims: Iterable[tuple[int, str]], count: int, seed: int) -> list[int]:
    """The keys of so many of the claims, of keys and public ids: the same for the same seed."""

    def lot(claim: tuple[int, str]) -> str:
        return hashlib.sha256(f"{seed} {claim[1]}".encode()).hexdigest()

    return [key for key, _ in sorted(claims, key=lot)[:count]]


@dataclass(frozen=True)
class PersonToAsk:
    """A member in the list from which is chosen."""

    member: Membership
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class PersonInRound:
    """How far somebody is with a round."""

    name: str
    answered: int
    has_left: bool


@dataclass(frozen=True)
class RoundFigures:
    """One round beside the others."""

    round: Round
    before: Round | None
    claim_count: int
    people: Sequence[PersonInRound] = ()
    alphas: Mapping[ComparedField, AgreementResult] = field(default_factory=dict)

    @property
    def is_of_newer_codebook(self) -> bool:
        """The codebook has changed since the round before began."""
        return self.before is not None and self.before.codebook_id != self.round.codebook_id

    @property
    def asked_count(self) -> int:
        """Answers that its people were asked for, those who left left out."""
        return self.claim_count * sum(not one.has_left for one in self.people)

    @property
    def missing_count(self) -> int:
        """Those of them that are not there."""
        return sum(self.claim_count - one.answered for one in self.people if not one.has_left)


@dataclass(frozen=True)
class RoundsPage:
    """All rounds, the first one first, and when their agreement was computed."""

    rounds: Sequence[RoundFigures]
    report: AgreementReport | None

    @property
    def fields(self) -> tuple[ComparedField, ...]:
        """A row for each, where something is computed."""
        return SHOWN if any(one.alphas for one in self.rounds) else ()


def alphas_by_round(
    results: Iterable[AgreementResult],
) -> dict[str, dict[ComparedField, AgreementResult]]:
    """By what its round is called, alpha in each field."""
    found: dict[str, dict[ComparedField, AgreementResult]] = {}
    for one in results:
        if one.measure is Measure.ALPHA:
            found.setdefault(one.label, {})[one.field] = one
    return found
