"""The project's disputes as one member may see them: filtered, a page at a time."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.disputes.pages.listing import DisputeFilter, DisputeRow
from webapp.markup.paging import Paged, page_of
from webapp.models import Dispute, Membership
from webapp.rules.dispute_status import conflicts_in, counts, with_stances
from webapp.rules.disputes import with_verdicts
from webapp.rules.words import has_words
from webapp.vocabulary import DisputeState

PAGE_SIZE = 20


def dispute_list(
    session: Session, viewer: Membership, *, asked: DisputeFilter, number: int
) -> Paged[DisputeRow]:
    """One page of the disputes asked for, the newest first."""
    is_in_state = (
        Dispute.state != DisputeState.MERGED
        if asked.state is None
        else Dispute.state == asked.state
    )
    query = select(Dispute).where(
        Dispute.project_id == viewer.project_id,
        is_in_state,
        *has_words(Dispute.folded_question, asked.words),
    )
    shown = with_verdicts(with_stances(query)).order_by(Dispute.id.desc())
    page = page_of(session, shown, number, PAGE_SIZE)
    return page.showing([_row(dispute, viewer) for dispute in page.rows])


def _row(dispute: Dispute, viewer: Membership) -> DisputeRow:
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
