"""Questions about claims, where they stand and what happened to them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload, undefer

from webapp.models import Annotation, AnnotationSource, Article, Claim, Event, Project
from webapp.models.event import EventClaim
from webapp.models.undoing import last_undoable
from webapp.vocabulary import ClaimState, Origin

__all__ = [
    "article_or_none",
    "claim_or_none",
    "claims_of",
    "events_of",
    "last_undoable",
    "mergeable_with",
    "state_before_mark",
]


def article_or_none(session: Session, project: Project, public_id: str) -> Article | None:
    """The project's article of this id, with its text."""
    return session.scalars(
        select(Article)
        .options(undefer(Article.text))
        .where(Article.project_id == project.id, Article.public_id == public_id)
    ).one_or_none()


def claim_or_none(session: Session, project: Project, public_id: str) -> Claim | None:
    """The project's claim of this id with its spans, tags, and article's text."""
    return session.scalars(
        select(Claim)
        .join(Claim.article)
        .options(
            contains_eager(Claim.article).undefer(Article.text),
            selectinload(Claim.spans),
            selectinload(Claim.annotations)
            .selectinload(Annotation.sources)
            .joinedload(AnnotationSource.source),
        )
        .where(Claim.project_id == project.id, Claim.public_id == public_id)
    ).one_or_none()


def claims_of(session: Session, article: Article) -> list[Claim]:
    """Every claim of the article in the order of the text, replaced ones included."""
    return list(
        session.scalars(
            select(Claim)
            .options(
                selectinload(Claim.spans),
                selectinload(Claim.annotations),
                selectinload(Claim.superseded_by),
            )
            .where(Claim.article_id == article.id)
            .order_by(Claim.first_offset, Claim.number)
        )
    )


def mergeable_with(session: Session, claim: Claim) -> list[Claim]:
    """The article's other claims, those that stand nearest to the claim first."""
    others = [
        other
        for other in claims_of(session, claim.article)
        if other is not claim and other.state != ClaimState.NOT_A_CLAIM and not other.is_replaced
    ]
    return sorted(others, key=lambda other: abs(other.first_offset - claim.first_offset))


def events_of(session: Session, project: Project, claim_id: str) -> list[Event]:
    """What happened to the claim of this public id, newest first, gone or not."""
    return list(
        session.scalars(
            select(Event)
            .join(Event.claims)
            .options(selectinload(Event.payload), selectinload(Event.user))
            .where(Event.project_id == project.id, EventClaim.claim_id == claim_id)
            .order_by(Event.id.desc())
        )
    )


def state_before_mark(session: Session, claim: Claim) -> ClaimState:
    """What the claim was before somebody marked it as none; the history knows."""
    for event in events_of(session, claim.article.project, claim.public_id):
        payload = event.payload
        before = payload.before.get(claim.public_id) if payload else None
        if before and before["state"] != ClaimState.NOT_A_CLAIM:
            return ClaimState(before["state"])
    is_found = claim.origin == Origin.PERSON or claim.has_submissions
    return ClaimState.ACCEPTED if is_found else ClaimState.PROPOSED
