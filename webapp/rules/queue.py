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
from webapp.rules.claims import is_live, reading_order
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


def live_claims_beside(session: Session, claim: Claim) -> tuple[tuple[str, str], tuple[str, str]]:
    """The ids of the project's live claims before and after one, empty where there is none.

    First without the possible ones, then with them.
    """
    place = {"key": claim.reading_key, "offset": claim.first_offset, "number": claim.number}
    asked = {"project_id": claim.project_id, **place}
    row = [public_id or "" for public_id in session.execute(_beside(), asked).one()]
    return (row[0], row[1]), (row[2], row[3])


@cache
def _beside() -> Select[str, str, str, str]:
    place, here = tuple_(*reading_order()), _place()
    sides = ((place < here, [part.desc() for part in place]), (place > here, list(place)))
    return select(
        *(
            select(Claim.public_id)
            .where(Claim.project_id == bindparam("project_id"), *live, is_beside)
            .order_by(*order)
            .limit(1)
            .scalar_subquery()
            for live in (is_live(with_possible=False), is_live(with_possible=True))
            for is_beside, order in sides
        )
    )


def first_article_or_none(session: Session, project: Project) -> Article | None:
    """Where reading the project starts."""
    return session.scalars(
        select(Article)
        .where(Article.project_id == project.id, *is_in_work())
        .order_by(*by_date())
        .limit(1)
    ).one_or_none()
