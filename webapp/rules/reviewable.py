"""What a verdict has to rest on, and what keeps one from leaving for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.models.claim import Claim
from webapp.models.dispute import Dispute
from webapp.rules.account_columns import AccountColumn, ClaimInAccount
from webapp.vocabulary import FinalBy


@dataclass(frozen=True)
class Missing:
    """Something that ClaimReview needs and that is not known, and what to do about it."""

    words: str
    way: str
    claim: Claim | None = None
    """The claim of which it is missing; none where a claim itself is."""
    is_date: bool = False
    """It is the day of the claim's article."""


def missing_for_verdict(dispute: Dispute) -> str:
    """What has to be there before a verdict can be given, in words; empty where it is."""
    if dispute.evidence:
        return ""
    return "One can be given once there is evidence: it rests on one piece at least."


def missing_for_review(columns: Iterable[AccountColumn]) -> list[Missing]:
    """All that keeps the rated accounts from being published, by account."""
    return [missing for column in columns if column.rating for missing in _missing(column)]


def supporting(column: AccountColumn) -> list[ClaimInAccount]:
    """The claims that for certain state the account, earliest first."""
    return [
        placed
        for placed in column.counted
        if placed.stance.stance == "support" and placed.stance.by is not FinalBy.UNRESOLVED
    ]


def _missing(column: AccountColumn) -> list[Missing]:
    number, found = column.account.position, supporting(column)
    if not found:
        words = (
            f"Account {number} is rated, and no claim is known to support it: place one first, "
            "and let its stance become final."
        )
        return [Missing(words, f"Find claims for account {number}")]
    first, missing = found[0].shown, []
    if first.is_guess or not first.names or not first.is_final:
        words = (
            f"It is not final who the source of claim {first.claim.ordinal} is, the first for "
            f"account {number}: tag the claim first."
        )
        missing.append(Missing(words, f"Tag claim {first.claim.ordinal}", first.claim))
    if first.claim.article.published_on is None:
        words = (
            f"It is not known when claim {first.claim.ordinal} was printed, the first for account "
            f"{number}: give its article a date."
        )
        way = f"Date the article of claim {first.claim.ordinal}"
        missing.append(Missing(words, way, first.claim, is_date=True))
    return missing
