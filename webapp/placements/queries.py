"""Questions about placements, and about claims that may become some."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.folding import folded
from webapp.models import (
    Account,
    Claim,
    Dispute,
    Membership,
    Placement,
    PlacementAnswer,
    Project,
)
from webapp.rules.claims import is_counted
from webapp.rules.visible_claims import claims_shown
from webapp.rules.words import has_words
from webapp.vocabulary import DisputeState

MOST = 30
"""Claims that are shown at once: more words find fewer."""
MOST_DISPUTES = 30
"""Disputes that are offered at once: words find the others."""


def disputes_to_choose(
    session: Session, project: Project, *, words: str, account_id: str
) -> tuple[list[Dispute], bool]:
    """The newest open disputes in whose questions every word stands, and whether there are more.

    The dispute of the account that is chosen already is among them.
    """
    query = (
        select(Dispute)
        .options(selectinload(Dispute.accounts))
        .where(
            Dispute.project_id == project.id,
            Dispute.state != DisputeState.MERGED,
            *has_words(Dispute.folded_question, words),
        )
        .order_by(Dispute.id.desc())
        .limit(MOST_DISPUTES + 1)
    )
    found = list(session.scalars(query))
    shown = found[:MOST_DISPUTES]
    chosen = account_in_project(session, project, account_id) if account_id else None
    if chosen and not chosen.dispute.is_merged and chosen.dispute not in shown:
        shown.insert(0, chosen.dispute)
    return shown, len(found) > MOST_DISPUTES


def claims_matching(
    session: Session, viewer: Membership, dispute: Dispute, words: str
) -> list[Claim]:
    """The project's claims in which every word stands and which are not placed here yet."""
    if not folded(words):
        return []
    placed = {one.claim_id for account in dispute.accounts for one in account.placements}
    keys = (
        select(Claim.id)
        .where(
            Claim.project_id == viewer.project_id,
            *is_counted(),
            *has_words(Claim.search_text, words),
            Claim.id.not_in(placed),
        )
        .order_by(Claim.id)
        .limit(MOST)
    )
    return claims_shown(session, set(session.scalars(keys)))


def account_in_project(session: Session, project: Project, public_id: str) -> Account | None:
    """The project's account of this id, with its dispute."""
    return session.scalars(
        select(Account)
        .options(joinedload(Account.dispute))
        .where(Account.project_id == project.id, Account.public_id == public_id)
    ).one_or_none()


def placement_or_none(session: Session, dispute: Dispute, public_id: str) -> Placement | None:
    """The dispute's placement of this id, with its claim and answers."""
    return session.scalars(
        select(Placement)
        .join(Placement.account)
        .options(
            joinedload(Placement.claim).selectinload(Claim.spans),
            joinedload(Placement.claim).joinedload(Claim.article),
            selectinload(Placement.answers).joinedload(PlacementAnswer.annotation),
        )
        .where(Account.dispute_id == dispute.id, Placement.public_id == public_id)
    ).one_or_none()
