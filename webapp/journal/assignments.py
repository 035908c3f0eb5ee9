"""Given work in the journal: what was given to people or taken back, several claims in one act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.journal.kind import Kind, PublicIds, Subject, Undoing
from webapp.journal.refusals import CannotTakeBack, NothingTogether
from webapp.journal.values import Values, fields_of, of_kind
from webapp.models import Assignment, Claim, Event
from webapp.models.base import utc_now
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.asked import asked_of
from webapp.rules.places import takers_of

TOGETHER = (Action.WORK_GIVEN, Action.WORK_TAKEN_BACK, Action.GIVING_TAKEN_BACK)

ASSIGNMENTS = Kind(
    model=Assignment,
    fields=fields_of(Assignment),
    subject=ObjectKind.ASSIGNMENT,
)


def _hold(session: Session, assignments: Sequence[Assignment]) -> None:
    """Read them as they stand; nobody takes a place at their claims until this is done."""
    claims = select(Claim.id).where(Claim.id.in_([one.claim_id for one in assignments]))
    session.execute(claims.order_by(Claim.id).with_for_update(key_share=True)).all()
    session.scalars(
        select(Assignment)
        .where(Assignment.id.in_([one.id for one in assignments]))
        .order_by(Assignment.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _touches(public_ids: PublicIds) -> ColumnElement[bool]:
    """The events that name the assignment first: what became of the others, their values say."""
    return and_(Event.object_kind == ObjectKind.ASSIGNMENT, Event.object_id.in_(public_ids))


def _was_changed(undoing: Undoing) -> Refusal | None:
    is_whole = len(undoing.things) == len(undoing.after)
    return None if is_whole and not undoing.changed_since else NothingTogether()


def _is_taken(undoing: Undoing) -> Refusal | None:
    """Somebody else has taken a place that would be kept again."""
    now = utc_now()
    before = of_kind(undoing.before, ObjectKind.ASSIGNMENT)
    for public_id, assignment in undoing.things.items():
        values = before.get(public_id)
        if values is None or not _keeps(values, now):
            continue
        claim = assignment.claim
        others = takers_of(undoing.session, claim, now) - {assignment.user_id}
        if len(others) >= asked_of(claim):
            return CannotTakeBack(
                "Somebody else has one of these claims in hand by now, so nothing was changed. "
                "Give them out anew."
            )
    return None


def _keeps(values: Values, now: datetime) -> bool:
    expires = values["expires_at"]
    return values["ended_at"] is None and (expires is None or datetime.fromisoformat(expires) > now)


ASSIGNMENT = Subject(
    kind=ObjectKind.ASSIGNMENT,
    touches=_touches,
    changes=(Event.action.in_(TOGETHER),),
    is_whole=False,
    hold=_hold,
    nothing_of_yours=NothingTogether().message,
    guards=(_was_changed, _is_taken),
    taken_back=lambda action: Action.GIVING_TAKEN_BACK,
)
