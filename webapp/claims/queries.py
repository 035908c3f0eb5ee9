"""Questions about claims, where they stand and what happened to them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from webapp.journal.earlier_formats import rows_told
from webapp.journal.history import events_about
from webapp.journal.values import Values, key
from webapp.models import Article, Claim, Project
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import article_or_none, by_date
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
    known = last_known(session, project, claim_id)
    return article_or_none(session, project, known["article"]) if known else None


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


def last_known(session: Session, project: Project, claim_id: str) -> Values:
    """The claim's values as the history knows them last; none of a claim that never was."""
    rows = _told(session, project, claim_id)
    return next((values for pair in rows for values in pair if values), {})


def state_before_mark(session: Session, claim: Claim) -> ClaimState:
    """What the claim was before somebody marked it as none; the history knows."""
    for before, _ in _told(session, claim.article.project, claim.public_id):
        if before and before["state"] != ClaimState.NOT_A_CLAIM:
            return ClaimState(before["state"])
    is_found = claim.origin == Origin.PERSON or claim.has_submissions
    return ClaimState.ACCEPTED if is_found else ClaimState.PROPOSED


def _told(
    session: Session, project: Project, claim_id: str
) -> Iterator[tuple[Values | None, Values | None]]:
    """The claim's values before and after each change to it, the newest first."""
    claim = key(ObjectKind.CLAIM, claim_id)
    for event in events_about(session, project, ObjectKind.CLAIM, claim_id):
        before, after = rows_told(event)
        yield before.get(claim), after.get(claim)
