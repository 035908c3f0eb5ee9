"""The project's disputes as one member may see them: filtered, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.folding import folded, has_words
from webapp.models import Dispute, Membership
from webapp.rules.dispute_status import conflicts_in, with_stances
from webapp.rules.disputes import with_verdicts
from webapp.vocabulary import DisputeState

PAGE_SIZE = 20


@dataclass(frozen=True)
class DisputeFilter:
    """What a list of disputes is asked for; empty values ask nothing."""

    words: str = ""
    state: DisputeState | None = None

    @property
    def is_empty(self) -> bool:
        """Every dispute but the merged ones is asked for."""
        return self == DisputeFilter()


@dataclass(frozen=True)
class DisputeRow:
    """A dispute in the list."""

    dispute: Dispute
    claim_count: int
    is_disputed: bool
    """Claims in it clash, as far as the member may see it."""
    ratings: tuple[tuple[int, str], ...]
    """What the verdict says of which account."""


@dataclass(frozen=True)
class DisputeList:
    """One page of the list."""

    rows: list[DisputeRow]
    total: int
    number: int
    page_count: int


def dispute_list(
    session: Session, viewer: Membership, *, asked: DisputeFilter, number: int
) -> DisputeList:
    """One page of the disputes asked for, the newest first.

    Words are compared here and not by the database: the two databases have no notion of small
    letters in common beyond ASCII.
    """
    query = select(Dispute.id, Dispute.question).where(Dispute.project_id == viewer.project_id)
    if asked.state is None:
        query = query.where(Dispute.state != DisputeState.MERGED)
    else:
        query = query.where(Dispute.state == asked.state)
    words = folded(asked.words).split()
    ids = [
        key
        for key, question in session.execute(query.order_by(Dispute.id.desc()))
        if has_words(question, words)
    ]
    page_count = max(1, -(-len(ids) // PAGE_SIZE))
    number = min(max(1, number), page_count)
    shown = ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    rows = with_verdicts(with_stances(select(Dispute))).where(Dispute.id.in_(shown))
    by_id = {dispute.id: dispute for dispute in session.scalars(rows)}
    return DisputeList([_row(by_id[key], viewer) for key in shown], len(ids), number, page_count)


def _row(dispute: Dispute, viewer: Membership) -> DisputeRow:
    placed = {one.claim_id for account in dispute.accounts for one in account.placements}
    verdict = dispute.verdict
    ratings = [(one.account.position, one.rating) for one in verdict.ratings] if verdict else []
    return DisputeRow(
        dispute=dispute,
        claim_count=len(placed),
        is_disputed=bool(conflicts_in(dispute, viewer)),
        ratings=tuple(sorted(ratings)),
    )
