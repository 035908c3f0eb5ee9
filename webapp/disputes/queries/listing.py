"""The project's disputes as one member may see them: filtered, a page at a time."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.disputes.pages.listing import DisputeFilter
from webapp.markup.paging import Paged, page_of
from webapp.models import Dispute, Membership
from webapp.rules.dispute_rows import DisputeRow, dispute_row, disputes_to_list
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
    query = disputes_to_list(viewer).where(
        is_in_state, *has_words(Dispute.folded_question, asked.words)
    )
    page = page_of(session, query, number, PAGE_SIZE)
    return page.showing([dispute_row(dispute, viewer) for dispute in page.rows])
