"""What somebody without an account reads of a dispute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.models import Dispute, Verdict
from webapp.rules.account_columns import AccountColumn


@dataclass(frozen=True)
class Reading:
    """A dispute as far as it is settled: nothing of it is one person's answer."""

    dispute: Dispute
    columns: tuple[AccountColumn, ...]
    is_disputed: bool
    """Claims in it conflict."""
    unsettled_count: int
    """How many of its claims are left out, because it is not final how they stand."""
    verdicts: tuple[Verdict, ...]
    """The one that counts; earlier ones are no more than history."""
    last_on: date
    """The last day on which the link opens it."""

    @property
    def claim_count(self) -> int:
        """How many claims are shown; one under two accounts counts once."""
        return len({one.shown.claim.id for column in self.columns for one in column.claims})

    @property
    def article_count(self) -> int:
        """How many articles these come from."""
        return len({one.shown.claim.article_id for column in self.columns for one in column.claims})
