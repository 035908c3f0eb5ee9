"""Questions about claims, where they stand and what happened to them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from webapp.models import (
    Article,
    Claim,
    Event,
    Membership,
    Project,
)
from webapp.models.event import EventClaim
from webapp.rules.articles import article_or_none, by_date
from webapp.rules.blindness import events_seen_by
from webapp.rules.claims import TAGS, claim_or_none, is_counted
from webapp.vocabulary import ClaimState, Origin

MOST_CHOICES = 300
"""Articles that a filter offers: more are found by their own list."""
MOST_TO_MERGE = 30
"""Claims that a merge offers: two halves of one claim never stand far apart."""


def article_of_claim(session: Session, project: Project, claim_id: str) -> Article | None:
    """The article of the claim of this public id, even where the claim is gone."""
    claim = claim_or_none(session, project, claim_id, *TAGS)
    if claim is not None:
        return claim.article
    for event in events_of(session, project, claim_id):
        for payload in (event.payload.before, event.payload.after) if event.payload else ():
            if payload.get(claim_id):
                return article_or_none(session, project, payload[claim_id]["article"])
    return None


def articles_to_choose(session: Session, project: Project, chosen_id: str) -> list[Article]:
    """The project's first articles by date, and the chosen one wherever it is."""
    first = list(
        session.scalars(
            select(Article)
            .where(Article.project_id == project.id)
            .order_by(*by_date())
            .limit(MOST_CHOICES)
        )
    )
    chosen = article_or_none(session, project, chosen_id) if chosen_id else None
    return first if chosen is None or chosen in first else [*first, chosen]


def claims_of(session: Session, article: Article) -> list[Claim]:
    """Every claim of the article in the order of the text, replaced ones included."""
    return list(
        session.scalars(
            select(Claim)
            .options(
                selectinload(Claim.spans),
                selectinload(Claim.annotations),
                selectinload(Claim.superseded_by),
                selectinload(Claim.placements),
            )
            .where(Claim.article_id == article.id)
            .order_by(Claim.first_offset, Claim.number)
        )
    )


def mergeable_with(session: Session, claim: Claim) -> list[Claim]:
    """The claims of the article that stand nearest to the claim, the nearest first."""
    return list(
        session.scalars(
            select(Claim)
            .options(selectinload(Claim.spans))
            .where(
                Claim.article_id == claim.article_id,
                Claim.id != claim.id,
                *is_counted(),
            )
            .order_by(func.abs(Claim.first_offset - claim.first_offset), Claim.number)
            .limit(MOST_TO_MERGE)
        )
    )


def events_seen_of(session: Session, viewer: Membership, claim_id: str) -> list[Event]:
    """What happened to the claim of this public id, as far as the member may read of it."""
    return _events(session, viewer.project, claim_id, *events_seen_by(viewer))


def events_of(session: Session, project: Project, claim_id: str) -> list[Event]:
    """What happened to the claim of this public id, newest first, gone or not."""
    return _events(session, project, claim_id)


def _events(
    session: Session, project: Project, claim_id: str, *wanted: ColumnElement[bool]
) -> list[Event]:
    return list(
        session.scalars(
            select(Event)
            .join(Event.claims)
            .options(selectinload(Event.payload), selectinload(Event.user))
            .where(Event.project_id == project.id, EventClaim.claim_id == claim_id, *wanted)
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
