"""The disputes in which a source is heard."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import Account, Dispute
from webapp.rules.dispute_status import PlacedClaim
from webapp.vocabulary import FinalBy


@dataclass(frozen=True)
class ClaimOfSource:
    """A claim under one account, with the stance in words."""

    placed: PlacedClaim
    label: str
    """Empty while no stance is to be seen."""
    own_label: str
    """What the member answered."""

    @property
    def is_final(self) -> bool:
        """The stance is final, not the member's own answer alone."""
        return self.placed.stance.by != FinalBy.UNRESOLVED


@dataclass(frozen=True)
class StancesToAccount:
    """One account, and how often the source takes which stance toward it."""

    account: Account
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class DisputeSummary:
    """One dispute in which claims of the source are placed."""

    dispute: Dispute
    accounts: tuple[StancesToAccount, ...]
    claim_count: int
    """One under two accounts counts once."""
