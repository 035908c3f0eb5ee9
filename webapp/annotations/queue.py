"""In which order a project's claims are read and tagged, and how far one person is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Tuple, func, select, tuple_
from sqlalchemy.orm import Session

from webapp.annotations.queries import is_live
from webapp.models import Annotation, Article, Claim, Project, User
from webapp.vocabulary import AnnotationState

DONE = (AnnotationState.SUBMITTED, AnnotationState.SKIPPED, AnnotationState.LOCKED)


def _place() -> Tuple:
    """The order in which a project is read; undated articles come last."""
    published = func.coalesce(Article.published_on, date.max)
    return tuple_(published, Article.public_id, Claim.first_offset, Claim.number)


def _place_of(claim: Claim) -> Tuple:
    article = claim.article
    return tuple_(
        article.published_on or date.max, article.public_id, claim.first_offset, claim.number
    )


@dataclass(frozen=True)
class Progress:
    """How far one person is with one article."""

    tagged: int
    skipped: int
    total: int


def progress_of(session: Session, user: User, article: Article) -> Progress:
    """Tagged, skipped and all claims of the article that wait for tags."""
    live = select(Claim.id).where(Claim.article_id == article.id, *is_live(with_possible=False))
    rows = session.execute(
        select(Annotation.state, func.count(Annotation.id))
        .where(Annotation.user_id == user.id, Annotation.claim_id.in_(live))
        .group_by(Annotation.state)
    )
    counts = {state: int(count) for state, count in rows}
    done = counts.get(AnnotationState.SUBMITTED, 0) + counts.get(AnnotationState.LOCKED, 0)
    total = session.scalars(select(func.count()).select_from(live.subquery())).one()
    return Progress(done, counts.get(AnnotationState.SKIPPED, 0), total)


def next_claim_or_none(
    session: Session,
    project: Project,
    user: User,
    *,
    after: Claim | None = None,
    with_possible: bool = False,
) -> Claim | None:
    """The next claim of the user's queue behind the given one; from the start where none is."""
    live = is_live(with_possible=with_possible)
    done = select(Annotation.claim_id).where(
        Annotation.user_id == user.id, Annotation.state.in_(DONE)
    )
    queue = (
        select(Claim)
        .join(Claim.article)
        .where(Claim.project_id == project.id, Claim.id.not_in(done), *live)
        .order_by(*_place())
        .limit(1)
    )
    if after is None:
        return session.scalars(queue).one_or_none()
    behind = session.scalars(queue.where(_place() > _place_of(after))).one_or_none()
    return behind or session.scalars(queue.where(Claim.id != after.id)).one_or_none()


@dataclass(frozen=True)
class Neighbours:
    """The live claims before and after one in the whole project."""

    before: Claim | None
    after: Claim | None


def neighbours_of(session: Session, claim: Claim, *, with_possible: bool) -> Neighbours:
    """What the keys for the previous and the next claim lead to."""
    live = (
        select(Claim)
        .join(Claim.article)
        .where(Claim.project_id == claim.project_id, *is_live(with_possible=with_possible))
        .limit(1)
    )
    before = live.where(_place() < _place_of(claim))
    after = live.where(_place() > _place_of(claim))
    return Neighbours(
        session.scalars(before.order_by(*(part.desc() for part in _place()))).one_or_none(),
        session.scalars(after.order_by(*_place())).one_or_none(),
    )


def first_article_or_none(session: Session, project: Project) -> Article | None:
    """Where reading the project starts."""
    published = func.coalesce(Article.published_on, date.max)
    return session.scalars(
        select(Article)
        .where(Article.project_id == project.id)
        .order_by(published, Article.public_id)
        .limit(1)
    ).one_or_none()
