"""Disputes in a list, each with what one member may see of it in a line."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select

from webapp.models.dispute import Dispute
from webapp.models.membership import Membership
from webapp.rules.dispute_status import conflicts_in, counts, with_stances
from webapp.rules.disputes import with_verdicts


@dataclass(frozen=True)
class DisputeRow:
    """A dispute in the list."""

    dispute: Dispute
    claim_count: int
    is_disputed: bool
    """Claims in it conflict, as far as the member may see it."""
    ratings: tuple[tuple[int, str], ...]
    """What the verdict says of which account."""


def disputes_to_list(viewer: Membership) -> Select[Dispute]:
    """The disputes of the member's project with all that their rows tell, the newest first."""
    query = select(Dispute).where(Dispute.project_id == viewer.project_id)
    return with_verdicts(with_stances(query)).order_by(Dispute.id.desc())


def dispute_row(dispute: Dispute, viewer: Membership) -> DisputeRow:
    """What the list says of a dispute that came with all that its row tells."""
    placed = {
        one.claim_id
        for account in dispute.accounts
        for one in account.placements
        if counts(one.claim)
    }
    verdict = dispute.verdict
    ratings = [(one.account.position, one.rating) for one in verdict.ratings] if verdict else []
    return DisputeRow(
        dispute=dispute,
        claim_count=len(placed),
        is_disputed=bool(conflicts_in(dispute, viewer)),
        ratings=tuple(sorted(ratings)),
    )
