"""In which order a project's claims are read and tagged, and how far one person is."""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    Tuple,
    bindparam,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from webapp.models.annotation import Annotation
from webapp.models.article import Article
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.models.user import User
from webapp.rules.articles import by_date, is_in_work
from webapp.rules.claims import is_live, place_in_order, reading_order
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
    asked = {"project_id": project.id, "user_id": user.id}
    if after is None:
        queue = _queue(is_blind=project.is_blind, with_possible=with_possible)
        return session.scalars(queue, asked).one_or_none()
    place = {"key": after.reading_key, "offset": after.first_offset, "number": after.number}
    queue = _queue(is_blind=project.is_blind, behind=True, with_possible=with_possible)
    behind = session.scalars(queue, asked | place).one_or_none()
    if behind is not None:
        return behind
    queue = _queue(is_blind=project.is_blind, but_one=True, with_possible=with_possible)
    return session.scalars(queue, {**asked, "but": after.id}).one_or_none()


@cache
def _queue(
    *, is_blind: bool, with_possible: bool, behind: bool = False, but_one: bool = False
) -> Select[Claim]:
    done = Annotation.state.in_(DONE_STATES)
    is_done = Claim.annotations.any((Annotation.user_id == bindparam("user_id")) & done)
    wanted: list[ColumnElement[bool]] = [Claim.project_id == bindparam("project_id"), ~is_done]
    if not is_blind:
        wanted.append(_is_untouched_by_others())
    if behind:
        wanted.append(tuple_(*reading_order()) > _place())
    if but_one:
        wanted.append(Claim.id != bindparam("but"))
    live = is_live(with_possible=with_possible)
    return select(Claim).where(*wanted, *live).order_by(*reading_order()).limit(1)


def _place() -> Tuple:
    """Where a claim stands in reading order, to be said later."""
    offset, number = (bindparam(name, type_=Integer) for name in ("offset", "number"))
    return tuple_(bindparam("key", type_=Text), offset, number)


def _is_untouched_by_others() -> ColumnElement[bool]:
    """Where one person's tags are enough, what others have tagged waits for nobody.

    What the user has begun stays theirs to end. In a blind project nothing tells what others did.
    """
    is_begun = Claim.annotations.any(
        (Annotation.user_id == bindparam("user_id")) & (Annotation.state == AnnotationState.DRAFT)
    )
    return or_(Claim.annotator_count == 0, is_begun)


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
        select(Article)
        .where(Article.project_id == project.id, *is_in_work())
        .order_by(*by_date())
        .limit(1)
    ).one_or_none()
