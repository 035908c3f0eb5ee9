"""Keeping a place at a claim, using it and leaving it.

Whoever takes one holds the row of the claim: so no two get the last.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    func,
    select,
    update,
)
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models.annotation import Annotation
from webapp.models.assignment import Assignment
from webapp.models.base import utc_now
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.user import User
from webapp.rules.annotators import are_there
from webapp.rules.places import assignment_or_none, has_open_place, is_kept, keeps_place
from webapp.vocabulary import AnnotationState, Role, WorkFrom


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
