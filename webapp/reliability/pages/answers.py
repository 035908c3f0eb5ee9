"""What people have answered in a project, laid out to be compared field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from webapp.reliability.pages.units import JudgedClaims
from webapp.vocabulary import CodeField, ComparedField

Row = tuple[int, int, str | None]
"""A claim, a person, and what the person answered; None is no answer."""


class IsClaim(StrEnum):
    """What somebody has said of a claim before all tags."""

    CLAIM = "claim"
    NOT_A_CLAIM = "not_a_claim"

    @property
    def label(self) -> str:
        """In words."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class GivenAnswer:
    """One person's submitted answer to one claim."""

    claim_id: int
    user_id: int
    submitted_at: datetime | None
    is_earlier: bool
    """It was given under an earlier version of the codebook."""
    sources: str
    """The public ids of those that stand for its sources, joined as a list is; empty for none."""
    codes: Mapping[CodeField, str]

    def value_of(self, field: ComparedField) -> str:
        """What it says in a field that is a tag; empty where it says nothing."""
        code = field.code_field
        return self.codes[code] if code else self.sources


@dataclass(frozen=True, kw_only=True)
class DrawnClaim:
    """A claim for which a lot was drawn, and what the engine proposes of it."""

    is_held_out: bool
    proposed: Mapping[ComparedField, Set[str]]
    """By field, the answers that say so; no field in which nothing is proposed."""


@dataclass(frozen=True, kw_only=True)
class ComparedAnswers:
    """All answers of a project at one moment."""

    article_ids: Mapping[int, int]
    """By claim, in the order in which claims are read."""
    given: Sequence[GivenAnswer]
    """To claims that count, in that order."""
    is_claim: Mapping[tuple[int, int], IsClaim]
    """By claim and person, in that order."""
    drawn: Mapping[int, DrawnClaim]
    """By claim, those that were drawn to be shown with suggestions, or without."""
    offered: Mapping[CodeField, Sequence[str]]
    """The codes that the newest codebook offers, in order."""
    rounds: Mapping[int, str] = field(default_factory=dict)
    """By claim that is in a round, what number that has."""
    newest_event_id: int | None
    judged: JudgedClaims = field(default_factory=JudgedClaims)
    """The same question with the words to which they said yes, of replaced claims too."""

    def rows_of(self, field: ComparedField) -> Iterator[Row]:
        """Who answered what in this field."""
        if field is ComparedField.IS_CLAIM:
            for (claim_id, user_id), said in self.is_claim.items():
                yield claim_id, user_id, said.value
            return
        for one in self.given:
            yield one.claim_id, one.user_id, one.value_of(field) or None

    def offered_in(self, field: ComparedField) -> tuple[str, ...]:
        """What can be chosen in this field, in order; nothing where that is without end."""
        if field is ComparedField.IS_CLAIM:
            return tuple(IsClaim)
        return tuple(self.offered[field.code_field]) if field.code_field else ()

    @property
    def earlier_count(self) -> int:
        """Answers that were given under an earlier version of the codebook."""
        return sum(one.is_earlier for one in self.given)

    def types(self) -> dict[int, str]:
        """By claim, the type of the source that all have answered; empty where they differ."""
        found: dict[int, str] = {}
        for one in self.given:
            value = one.codes[CodeField.SOURCE_TYPE]
            same = found.setdefault(one.claim_id, value) == value
            found[one.claim_id] = value if same else ""
        return found

    def weeks(self) -> dict[int, str]:
        """By claim, the Monday of the week in which the last of its answers was submitted."""
        last: dict[int, date] = {}
        for one in self.given:
            if one.submitted_at:
                on = one.submitted_at.date()
                last[one.claim_id] = max(on, last.get(one.claim_id, on))
        return {claim: str(on - timedelta(days=on.weekday())) for claim, on in last.items()}
