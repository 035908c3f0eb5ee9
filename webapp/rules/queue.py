"""In which order a project's claims are read and tagged, and which comes next for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    Tuple,
    bindparam,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from webapp.models.annotation import Annotation
from webapp.models.article import Article
from webapp.models.assignment import Assignment
from webapp.models.base import utc_now
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.models.user import User
from webapp.rules.articles import by_date, is_in_work
from webapp.rules.asked import lacks_answers, takes_answers
from webapp.rules.claims import is_live, reading_order
from webapp.rules.places import ASKER, is_kept, open_places
from webapp.vocabulary import DONE_STATES, AnnotationState, FinalBy, WorkFrom

LOOKED_AT = 200
"""Claims with the same number of answers among which the next one is looked for at first.

Who is ahead of everybody has answered all that have one: looking through those would take as long
as the project is.
"""
ANNOTATORS = bindparam("annotators", type_=Integer)
"""How many the project asks, in statements that are made once."""
TRIES = 5
"""Claims that are tried, where others take what was found at the same moment."""


def next_claim_or_none(
    session: Session,
    project: Project,
    user: User,
    *,
    after: Claim | None = None,
    with_possible: bool = False,
) -> Claim | None:
    """What comes next for the user: their own claims, then one of the common queue."""
    own = own_claim_or_none(session, project, user, after=after, with_possible=with_possible)
    if own is not None:
        return own
    found = open_claims(session, project, user, after=after, with_possible=with_possible)
    return next(found, None)


def own_claim_or_none(
    session: Session,
    project: Project,
    user: User,
    *,
    after: Claim | None = None,
    with_possible: bool = False,
    goes_round: bool = True,
) -> Claim | None:
    """What the user has begun, taken up or been given: behind a claim first, then from the start.

    Where it does not go round, what stands before that claim stays where it is.
    """
    asked = _asked(project, user, utc_now())
    if after is not None:
        behind = _own(is_blind=project.is_blind, behind=True, with_possible=with_possible)
        found = session.scalars(behind, asked | _position_of(after)).one_or_none()
        if found is not None or not goes_round:
            return found
    query = _own(is_blind=project.is_blind, behind=False, with_possible=with_possible)
    return session.scalars(query, asked | {"but": [after.id] if after else []}).one_or_none()


def open_claims(
    session: Session,
    project: Project,
    user: User,
    *,
    after: Claim | None = None,
    with_possible: bool = False,
    holds: bool = False,
) -> Iterator[Claim]:
    """Claims of the common queue with a place for the user, those first that lack least.

    Among those with as many answers the text's order decides, from a claim on. Where it holds the
    rows, it gives none that somebody else holds.
    """
    if project.work_from == WorkFrom.GIVEN:
        return
    asked = _asked(project, user, utc_now())
    tried = [after.id] if after else []
    for _ in range(TRIES):
        claim = _first_open(session, project, asked | {"but": tried}, after, with_possible, holds)
        if claim is None:
            return
        yield claim
        tried.append(claim.id)


def _first_open(
    session: Session,
    project: Project,
    asked: dict[str, Any],
    after: Claim | None,
    with_possible: bool,
    holds: bool,
) -> Claim | None:
    for count in reversed(range(project.annotators_per_claim)):
        for here in (_position_of(after), {}) if after else ({},):
            part = _part_of_queue(behind=bool(here), with_possible=with_possible, holds=holds)
            found = session.scalars(part, asked | here | {"count": count}).one_or_none()
            if found is not None:
                return found
    return session.scalars(_queue(with_possible=with_possible, holds=holds), asked).one_or_none()


def _asked(project: Project, user: User, now: datetime) -> dict[str, Any]:
    asked = {"project_id": project.id, "user_id": user.id, "now": now}
    return asked | {"annotators": project.annotators_per_claim}


def _position_of(claim: Claim) -> dict[str, Any]:
    return {"key": claim.reading_key, "offset": claim.first_offset, "number": claim.number}


@cache
def _own(*, is_blind: bool, behind: bool, with_possible: bool) -> Select[Claim]:
    begun = select(Annotation.claim_id).where(
        Annotation.user_id == ASKER,
        Annotation.state == AnnotationState.DRAFT,
    )
    kept = select(Assignment.claim_id).where(
        Assignment.user_id == ASKER, Assignment.project_id == bindparam("project_id"), *is_kept()
    )
    wanted = [
        Claim.id.in_(union_all(begun, kept)),
        Claim.project_id + 0 == bindparam("project_id"),  # else all of it is read, in its order
        Claim.final_by != FinalBy.ADJUDICATED,
        ~_is_done(),
    ]
    if is_blind:
        wanted.append(lacks_answers(ANNOTATORS))
        wanted.append(or_(Claim.id.in_(kept), open_places(ANNOTATORS) > 0))
    wanted.append(tuple_(*reading_order()) > _position() if behind else _is_another())
    live = is_live(with_possible=with_possible)
    return select(Claim).where(*wanted, *live).order_by(*reading_order()).limit(1)


@cache
def _part_of_queue(*, behind: bool, with_possible: bool, holds: bool) -> Select[Claim]:
    """The first open one of some claims with as many answers; behind another, or from the start."""
    looked_at = select(Claim.id).where(
        Claim.project_id == bindparam("project_id"),
        Claim.is_current == true(),
        Claim.annotator_count == bindparam("count", type_=Integer),
    )
    if behind:
        looked_at = looked_at.where(tuple_(*reading_order()) > _position())
    looked_at = looked_at.order_by(*reading_order()).limit(LOOKED_AT)
    query = _open(with_possible=with_possible, holds=holds).where(Claim.id.in_(looked_at))
    return query.order_by(*reading_order())


@cache
def _queue(*, with_possible: bool, holds: bool) -> Select[Claim]:
    """The first open one of all."""
    query = _open(with_possible=with_possible, holds=holds)
    query = query.where(Claim.project_id == bindparam("project_id"))
    return query.order_by(Claim.annotator_count.desc(), *reading_order())


def _open(*, with_possible: bool, holds: bool) -> Select[Claim]:
    query = select(Claim).where(
        *takes_answers(ANNOTATORS),
        _is_another(),
        ~_is_done(),
        open_places(ANNOTATORS) > 0,
        *is_live(with_possible=with_possible),
    )
    query = query.limit(1)
    return query.with_for_update(of=Claim, key_share=True, skip_locked=True) if holds else query


def _is_done() -> ColumnElement[bool]:
    """The user has answered, or has passed it by."""
    answered = (Annotation.user_id == ASKER) & Annotation.state.in_(DONE_STATES)
    return Claim.annotations.any(answered)


def _is_another() -> ColumnElement[bool]:
    return Claim.id.not_in(bindparam("but", type_=Integer, expanding=True))


def _position() -> Tuple:
    """Where a claim stands in reading order, to be said later."""
    offset, number = (bindparam(name, type_=Integer) for name in ("offset", "number"))
    return tuple_(bindparam("key", type_=Text), offset, number)


def live_claims_beside(session: Session, claim: Claim) -> tuple[tuple[str, str], tuple[str, str]]:
    """The ids of the project's live claims before and after one, empty where there is none.

    First without the possible ones, then with them.
    """
    asked = {"project_id": claim.project_id, **_position_of(claim)}
    row = [public_id or "" for public_id in session.execute(_beside(), asked).one()]
    return (row[0], row[1]), (row[2], row[3])


@cache
def _beside() -> Select[str, str, str, str]:
    there, here = tuple_(*reading_order()), _position()
    sides = ((there < here, [part.desc() for part in there]), (there > here, list(there)))
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
