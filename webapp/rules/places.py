"""Places at claims: as many as it asks for answers, each taken by an answer or kept.

An answer that was submitted takes one, an assignment keeps one until it ends, and so does an
answer that an adjudicator gave back to its owner.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.orm import Session, aliased

from webapp.models.annotation import Annotation
from webapp.models.assignment import Assignment
from webapp.models.base import UTCDateTime
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.user import User
from webapp.rules.annotators import are_there
from webapp.rules.asked import asked_number, asked_of
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState

NOW = bindparam("now", type_=UTCDateTime())
ASKER = bindparam("user_id", type_=Integer())
"""When it is asked, and for whom, in statements that are made once."""


def is_kept() -> tuple[ColumnElement[bool], ...]:
    """Assignments that keep a place, at the moment that is asked about."""
    return (
        Assignment.ended_at.is_(None),
        or_(Assignment.expires_at.is_(None), Assignment.expires_at > NOW),
    )


def open_places(
    annotators: SQLColumnExpression[int] | int, *, for_others_than_asker: bool = True
) -> ColumnElement[int]:
    """How many places of a claim are neither taken by an answer nor kept, in a query.

    What is kept for the asker is open to the asker.
    """
    kept = _kept_beside_answers(for_others_than_asker=for_others_than_asker)
    return asked_number(annotators) - Claim.annotator_count - kept


def _kept_beside_answers(*, for_others_than_asker: bool) -> ColumnElement[int]:
    """How many places of a claim are kept for people who have not answered."""
    others = (Assignment.user_id != ASKER,) if for_others_than_asker else ()
    kept = select(func.count()).where(Assignment.claim_id == Claim.id, *is_kept(), *others)
    given_back = select(func.count()).where(
        Annotation.claim_id == Claim.id,
        *_is_given_back(),
        ~select(Assignment.id)
        .where(
            Assignment.claim_id == Annotation.claim_id,
            Assignment.user_id == Annotation.user_id,
            *is_kept(),
        )
        .exists(),
        *((Annotation.user_id != ASKER,) if for_others_than_asker else ()),
    )
    return kept.correlate(Claim).scalar_subquery() + given_back.correlate(Claim).scalar_subquery()


def _is_given_back() -> tuple[ColumnElement[bool], ...]:
    """Answers that an adjudicator reopened, of people who are still there to end them."""
    member, user = aliased(Membership), aliased(User)
    is_there = (
        select(member.id)
        .join(user, user.id == member.user_id)
        .where(
            member.project_id == Annotation.project_id,
            member.user_id == Annotation.user_id,
            *are_there(member, user),
        )
    )
    return (
        Annotation.state == AnnotationState.DRAFT,
        Annotation.reopened_because != "",
        is_there.exists(),
    )


def assignment_or_none(session: Session, claim: Claim, user: User) -> Assignment | None:
    """What keeps, or kept, a place at the claim for the person."""
    asked = {"claim_id": claim.id, "user_id": user.id}
    return session.scalars(_assignment(), asked).one_or_none()


@cache
def _assignment() -> Select[Assignment]:
    return select(Assignment).where(
        Assignment.claim_id == bindparam("claim_id"), Assignment.user_id == ASKER
    )


def keeps_place(assignment: Assignment | None, now: datetime) -> bool:
    """What `is_kept` says of a row."""
    if assignment is None or assignment.ended_at is not None:
        return False
    return assignment.expires_at is None or assignment.expires_at > now


def is_given() -> tuple[ColumnElement[bool], ...]:
    """Those by which a manager keeps a place for somebody who has not answered; none expires."""
    return (Assignment.given_by_id.is_not(None), Assignment.ended_at.is_(None))


def is_given_to(claim_id: BindParameter[int] | int, user_id: BindParameter[int] | int) -> Exists:
    """A manager gave the claim to the person, who has not answered it yet."""
    is_theirs = and_(Assignment.claim_id == claim_id, Assignment.user_id == user_id)
    return select(Assignment.id).where(is_theirs, *is_given()).exists()


def takers_of(session: Session, claim: Claim, now: datetime) -> set[int]:
    """The keys of the people who take or keep a place at the claim."""
    return set(session.scalars(_takers(), {"claim_id": claim.id, "now": now}))


@cache
def _takers() -> Select[int]:
    of_claim = bindparam("claim_id", type_=Integer())
    takers = union(
        select(Annotation.user_id).where(
            Annotation.claim_id == of_claim, Annotation.state.in_(SUBMITTED_STATES)
        ),
        select(Annotation.user_id).where(Annotation.claim_id == of_claim, *_is_given_back()),
        select(Assignment.user_id).where(Assignment.claim_id == of_claim, *is_kept()),
    ).subquery()
    return select(takers.c.user_id)


def has_open_place(session: Session, claim: Claim, user: User, now: datetime) -> bool:
    """Whether the claim, which is held, has a place for the person."""
    others = takers_of(session, claim, now) - {user.id}
    return len(others) < asked_of(claim)
