"""Where claims conflict, and what that says about their dispute status. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from webapp.vocabulary import Bearing

SUPPORT, DENY = "support", "deny"
DISPUTED = "disputed"
CORROBORATED, CONTRADICTED = "corroborated", "contradicted_by_evidence"
Pairs = Collection[frozenset[str]]


@dataclass(frozen=True)
class Position:
    """How one claim stands toward one account; both by their ids."""

    claim: str
    account: str
    stance: str


@dataclass(frozen=True)
class Conflict:
    """Claims that cannot all be right: some support an account, the others stand against it."""

    account: str
    supporting: tuple[str, ...]
    other_account: str | None
    """The account that the others support; none where they deny the same account."""
    opposing: tuple[str, ...]

    def others_of(self, claim: str) -> tuple[str, ...]:
        """The claims that conflict with this one here; none where it takes no part."""
        mine = [self.opposing] if claim in self.supporting else []
        mine += [self.supporting] if claim in self.opposing else []
        return tuple(dict.fromkeys(one for side in mine for one in side if one != claim))


@dataclass(frozen=True)
class EvidenceItem:
    """What a piece of evidence does to an account."""

    account: str
    bearing: Bearing


def conflicts(
    accounts: Sequence[str], stands: Iterable[Position], compatible: Pairs
) -> list[Conflict]:
    """Every conflict of a dispute, by the order of its accounts; compatible ones have none."""
    by_stance: dict[tuple[str, str], dict[str, None]] = {}
    for stand in stands:
        by_stance.setdefault((stand.account, stand.stance), {})[stand.claim] = None

    def claims(account: str, stance: str) -> tuple[str, ...]:
        return tuple(by_stance.get((account, stance), ()))

    found = [Conflict(one, claims(one, SUPPORT), None, claims(one, DENY)) for one in accounts]
    found += [
        Conflict(one, claims(one, SUPPORT), other, claims(other, SUPPORT))
        for one, other in combinations(accounts, 2)
        if frozenset((one, other)) not in compatible
    ]
    return [conflict for conflict in found if _takes_two(conflict)]


def _takes_two(conflict: Conflict) -> bool:
    """A claim does not conflict with itself."""
    if not conflict.supporting or not conflict.opposing:
        return False
    return len({*conflict.supporting, *conflict.opposing}) > 1


def proposed_status(claim: str, found: Iterable[Conflict]) -> str:
    """What the record says of the claim: `disputed`, or nothing."""
    return DISPUTED if any(conflict.others_of(claim) for conflict in found) else ""


def missing_evidence(
    status: str, stands: Sequence[Position], pieces: Iterable[EvidenceItem]
) -> str:
    """What one claim lacks for a status that asks for evidence, in words; empty if nothing.

    What supports an account supports the claims that support it, and refutes those that deny it.
    """
    if status not in (CORROBORATED, CONTRADICTED):
        return ""
    taken = [stand for stand in stands if stand.stance in (SUPPORT, DENY)]
    if not taken:
        return "needs evidence: place the claim under an account of a dispute first."
    wanted = set(_wanted(status, taken))
    if any((piece.account, piece.bearing) in wanted for piece in pieces):
        return ""
    verb = "supports" if status == CORROBORATED else "refutes"
    return f"needs evidence: add some to the dispute that {verb} what the claim says."


def _wanted(status: str, stands: Iterable[Position]) -> Iterator[tuple[str, Bearing]]:
    for stand in stands:
        is_for = (stand.stance == SUPPORT) == (status == CORROBORATED)
        yield stand.account, Bearing.SUPPORTS if is_for else Bearing.REFUTES
