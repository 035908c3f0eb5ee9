"""In which order a project's claims are read and tagged, and how far one person is."""

from __future__ import annotations

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from webapp.annotations.pages import Neighbours, Progress
from webapp.annotations.queries.claims import is_live
from webapp.models import Annotation, Article, Claim, Project, User
from webapp.rules.articles import by_date
from webapp.rules.claims import place_in_order, reading_order
from webapp.vocabulary import DONE_STATES, SUBMITTED_STATES, AnnotationState


def progress_of(session: Session, user: User, article: Article) -> Progress:
    """Tagged, skipped and all claims of the article that wait for tags."""
    live = select(Claim.id).where(Claim.article_id == article.id, *is_live(with_possible=False))
    rows = session.execute(
        select(Annotation.state, func.count(Annotation.id))
        .where(Annotation.user_id == user.id, Annotation.claim_id.in_(live))
        .group_by(Annotation.state)
    )
    counts = {state: int(count) for state, count in rows}
    done = sum(counts.get(state, 0) for state in SUBMITTED_STATES)
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
        Annotation.user_id == user.id, Annotation.state.in_(DONE_STATES)
    )
    queue = (
        select(Claim)
        .join(Claim.article)
        .where(Claim.project_id == project.id, Claim.id.not_in(done), *live)
        .order_by(*reading_order())
        .limit(1)
    )
    if after is None:
        return session.scalars(queue).one_or_none()
    behind = session.scalars(
        queue.where(tuple_(*reading_order()) > place_in_order(after))
    ).one_or_none()
    return behind or session.scalars(queue.where(Claim.id != after.id)).one_or_none()


def neighbours_of(session: Session, claim: Claim, *, with_possible: bool) -> Neighbours:
    """What the keys for the previous and the next claim lead to."""
    live = (
        select(Claim)
        .join(Claim.article)
        .where(Claim.project_id == claim.project_id, *is_live(with_possible=with_possible))
        .limit(1)
    )
    before = live.where(tuple_(*reading_order()) < place_in_order(claim))
    after = live.where(tuple_(*reading_order()) > place_in_order(claim))
    return Neighbours(
        session.scalars(
            before.order_by(*(part.desc() for part in tuple_(*reading_order())))
        ).one_or_none(),
        session.scalars(after.order_by(*reading_order())).one_or_none(),
    )


def first_article_or_none(session: Session, project: Project) -> Article | None:
    """Where reading the project starts."""
    return session.scalars(
        select(Article).where(Article.project_id == project.id).order_by(*by_date()).limit(1)
    ).one_or_none()
