"""In which order a project's claims are read and tagged, and how far one person is."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, or_, select, tuple_
from sqlalchemy.orm import Session

from webapp.annotations.queries.claims import is_live
from webapp.models import Annotation, Article, Claim, Project, User
from webapp.rules.articles import by_date
from webapp.rules.claims import place_in_order, reading_order
from webapp.vocabulary import DONE_STATES, AnnotationState


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
    is_done = Claim.annotations.any(
        (Annotation.user_id == user.id) & Annotation.state.in_(DONE_STATES)
    )
    queue = (
        select(Claim)
        .where(Claim.project_id == project.id, ~is_done, *_is_open_to(project, user), *live)
        .order_by(*reading_order())
        .limit(1)
    )
    if after is None:
        return session.scalars(queue).one_or_none()
    behind = session.scalars(
        queue.where(tuple_(*reading_order()) > place_in_order(after))
    ).one_or_none()
    return behind or session.scalars(queue.where(Claim.id != after.id)).one_or_none()


def _is_open_to(project: Project, user: User) -> tuple[ColumnElement[bool], ...]:
    """Where one person's tags are enough, what others have tagged waits for nobody.

    What the user has begun stays theirs to end. In a blind project nothing tells what others did.
    """
    if project.is_blind:
        return ()
    is_begun = Claim.annotations.any(
        (Annotation.user_id == user.id) & (Annotation.state == AnnotationState.DRAFT)
    )
    return (or_(Claim.annotator_count == 0, is_begun),)


def live_claim_before_or_none(
    session: Session, claim: Claim, *, with_possible: bool
) -> Claim | None:
    """The last live claim of the project that stands before the claim in reading order."""
    place = tuple_(*reading_order())
    before = _live(claim, with_possible=with_possible).where(place < place_in_order(claim))
    return session.scalars(before.order_by(*(part.desc() for part in place))).one_or_none()


def live_claim_after_or_none(
    session: Session, claim: Claim, *, with_possible: bool
) -> Claim | None:
    """The first live claim of the project that stands after the claim in reading order."""
    place = tuple_(*reading_order())
    after = _live(claim, with_possible=with_possible).where(place > place_in_order(claim))
    return session.scalars(after.order_by(*reading_order())).one_or_none()


def _live(claim: Claim, *, with_possible: bool) -> Select[Claim]:
    live = is_live(with_possible=with_possible)
    project = Claim.project_id == claim.project_id
    return select(Claim).where(project, *live).limit(1)


def first_article_or_none(session: Session, project: Project) -> Article | None:
    """Where reading the project starts."""
    return session.scalars(
        select(Article).where(Article.project_id == project.id).order_by(*by_date()).limit(1)
    ).one_or_none()
