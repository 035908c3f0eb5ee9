"""Questions about placements, and about claims that may become some."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.folding import folded, has_words
from webapp.models import (
    Account,
    Claim,
    Dispute,
    Membership,
    Placement,
    PlacementAnswer,
    Project,
    Span,
)
from webapp.rules.claims import is_counted
from webapp.rules.visible_claims import claims_shown

MOST = 30
"""Claims that are shown at once: more words find fewer."""


def claims_matching(
    session: Session, viewer: Membership, dispute: Dispute, words: str
) -> list[Claim]:
    """The project's claims in which every word stands and which are not placed here yet.

    Words are compared here and not by the database: the two databases have no notion of small
    letters in common beyond ASCII.
    """
    asked = folded(words).split()
    if not asked:
        return []
    placed = {one.claim_id for account in dispute.accounts for one in account.placements}
    texts: dict[int, str] = {}
    quotes = (
        select(Span.claim_id, Span.quote)
        .join(Span.claim)
        .where(
            Claim.project_id == viewer.project_id,
            *is_counted(),
        )
    )
    for claim_id, quote in session.execute(quotes):
        texts[claim_id] = f"{texts.get(claim_id, '')}\n{quote}"
    found = sorted(
        claim_id
        for claim_id, text in texts.items()
        if claim_id not in placed and has_words(text, asked)
    )
    return claims_shown(session, set(found[:MOST]))


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
