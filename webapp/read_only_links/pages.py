"""What somebody without an account reads of a dispute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.markup.dispute_lead import Lead
from webapp.models import Dispute, Verdict
from webapp.rules.account_columns import AccountColumn
from webapp.rules.passages import Passage


@dataclass(frozen=True)
class Reading:
    """A dispute as far as it is settled: nothing of it is one person's answer."""

    dispute: Dispute
    columns: tuple[AccountColumn, ...]
    passages: Mapping[str, tuple[Passage, ...]]
    """By the public id of each account, what is printed of it."""
    lead: Lead
    is_disputed: bool
    """Claims in it conflict."""
    unsettled_count: int
    """How many of its claims are left out, because it is not final how they stand."""
    verdicts: tuple[Verdict, ...]
    """The one that counts; earlier ones are no more than history."""
    last_on: date
    """The last day on which the link opens it."""
