"""Places at claims: as many as it asks for answers, each taken by an answer or kept.

An answer that was submitted takes one, an assignment keeps one until it ends, and so does an
answer that an adjudicator gave back to its owner. Whoever takes one holds the row of the claim:
so no two get the last.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
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
    update,
)
from sqlalchemy.orm import Session, aliased

from webapp.errors import Refusal
from webapp.models.annotation import Annotation
from webapp.models.assignment import Assignment
from webapp.models.base import UTCDateTime, utc_now
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.user import User
from webapp.rules.annotators import are_there
from webapp.rules.asked import asked_number, asked_of
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, Role, WorkFrom

NOW = bindparam("now", type_=UTCDateTime())
ASKER = bindparam("user_id", type_=Integer())
"""When it is asked, and for whom, in statements that are made once."""


class NoPlace(Refusal):
    """As many people as are asked for have answered the claim or have it before them."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "All places of this claim are taken at the moment, so nothing was saved. What you "
            "typed stands below: keep it, and try again later, or go on to your next claim."
        )


class NotGiven(Refusal):
    """In this project people tag what a manager has given them."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "In this project managers give out the claims, and this one was not given to you. "
            "Nothing was saved; what you typed stands below."
        )


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


def stays(session: Session, by: Membership) -> bool:
    """The member may tag, and goes on to until this transaction ends: who is leaving does not.

    Nobody is waited for. Who lets them leave waits, and then finds all that is kept for them.
    """
    is_there = (
        Membership.id == by.id,
        Membership.role != Role.VIEWER,
        *are_there(),
    )
    query = select(Membership.id).join(Membership.user).where(*is_there)
    held = query.with_for_update(read=True, skip_locked=True)
    return session.scalars(held).one_or_none() is not None


def take_place(session: Session, claim: Claim, user: User, now: datetime) -> Assignment:
    """Keep a place at the claim, which is held and has one, for the person until it expires."""
    return _keep(session, claim, user, assignment_or_none(session, claim, user), now)


def _keep(
    session: Session, claim: Claim, user: User, own: Assignment | None, now: datetime
) -> Assignment:
    expires_at = now + timedelta(minutes=claim.article.project.return_minutes)
    if own is None:
        own = Assignment(project_id=claim.project_id, claim=claim, user=user)
        session.add(own)
    if not keeps_place(own, now):
        own.created_at, own.given_by_id, own.ended_at = now, None, None
    if not own.is_given:
        own.expires_at = expires_at
    session.flush()
    return own


def keep_place(session: Session, claim: Claim, by: Membership, own: Annotation | None) -> None:
    """Keep the place of somebody who saves a draft for the claim, which is held; or refuse."""
    kept, now = assignment_or_none(session, claim, by.user), utc_now()
    if _finds_place(session, claim, by, own, kept, now) and stays(session, by):
        _keep(session, claim, by.user, kept, now)


def use_place(session: Session, claim: Claim, by: Membership, own: Annotation | None) -> None:
    """Let somebody answer the claim, which is held: their answer takes the place; or refuse."""
    kept, now = assignment_or_none(session, claim, by.user), utc_now()
    _finds_place(session, claim, by, own, kept, now)
    _end(kept, now)


def leave_place(session: Session, claim: Claim, user: User) -> None:
    """Open the place that is kept for the person, who has answered or passes the claim by."""
    _end(assignment_or_none(session, claim, user), utc_now())


def _end(kept: Assignment | None, now: datetime) -> None:
    if kept is not None and kept.ended_at is None:
        kept.ended_at = now


def come_back_to(session: Session, claim: Claim, user: User) -> None:
    """Keep a place for somebody who took an answer or a skip back, where one is open."""
    now = utc_now()
    if has_open_place(session, claim, user, now):
        take_place(session, claim, user, now)


def _finds_place(
    session: Session,
    claim: Claim,
    by: Membership,
    own: Annotation | None,
    kept: Assignment | None,
    now: datetime,
) -> bool:
    """Whether there is a place to keep; without one it is refused where answers are counted.

    With one annotator per claim nothing locks: a second answer is taken, and keeps no place.
    """
    project = claim.article.project
    if keeps_place(kept, now):
        return True
    has_begun = own is not None and own.state != AnnotationState.PENDING
    if project.work_from == WorkFrom.GIVEN and not by.role.may_settle and not has_begun:
        raise NotGiven
    if has_open_place(session, claim, by.user, now):
        return True
    if project.is_blind:
        raise NoPlace
    return False


def return_work(
    session: Session, user_id: int, now: datetime, *, project_ids: Collection[int] | None = None
) -> int:
    """Open all places that are kept for somebody who leaves; gives how many those were."""
    is_theirs = (Assignment.user_id == user_id, *is_kept())
    if project_ids is not None:
        is_theirs = (*is_theirs, Assignment.project_id.in_(project_ids))
    count = session.scalars(select(func.count()).where(*is_theirs), {"now": now}).one()
    session.execute(update(Assignment).where(*is_theirs).values(ended_at=now), {"now": now})
    return count
