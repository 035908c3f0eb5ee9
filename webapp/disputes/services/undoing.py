"""Taking back one's own last change to a dispute, while nobody has changed it since."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from webapp.disputes.restoring import restore
from webapp.disputes.services.checking import hold
from webapp.disputes.snapshots import disputes_named, rows_of
from webapp.errors import Refusal
from webapp.models import Dispute, Event, Membership, Project
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.blindness import ANSWERS, events_seen_by
from webapp.rules.events import Change, record


class CannotTakeBack(Refusal):
    """The change is somebody else's, or others have gone on from it."""

    status = 409


def last_undoable(session: Session, by: Membership, dispute_id: str) -> Event | None:
    """The member's own newest change to the dispute of this public id, if it is the last one.

    What others answered, unseen by the member, is no change that stands in the way.
    """
    event = session.scalars(
        select(Event)
        .options(selectinload(Event.payload), selectinload(Event.claims))
        .where(
            Event.project_id == by.project_id,
            Event.object_kind == ObjectKind.DISPUTE,
            Event.object_id == dispute_id,
            *events_seen_by(by),
        )
        .order_by(Event.id.desc())
        .limit(1)
    ).one_or_none()
    if event is None or event.user_id != by.user_id or event.payload is None:
        return None
    return None if _was_built_on(session, by, event) else event


def undo_change(session: Session, by: Membership, *, dispute_id: str) -> Dispute | None:
    """Take back the member's last change; what it touched stands again as it did before.

    This is a change like any other: an event that says what it undoes, and that can be taken
    back itself. None where the dispute itself is gone.
    """
    event = last_undoable(session, by, dispute_id)
    if event is None or event.payload is None:
        raise CannotTakeBack(
            "There is nothing of yours to take back here: the last change is somebody else’s."
        )
    told_before, told_after = dict(event.payload.before), dict(event.payload.after)
    touched = _disputes(session, by.project, _named(event))
    hold(session, *touched)
    now = rows_of(session, touched)
    before, after = (_beside_others(by, side, now) for side in (told_before, told_after))
    _refuse_changed(now, before, after)
    try:
        with session.begin_nested():
            restore(session, by.project, before)
    except IntegrityError:
        raise CannotTakeBack("Other rows rest on this change by now, so it stays.") from None
    undone = rows_of(session, _disputes(session, by.project, _named(event)))
    change = Change(
        action=(Action.ANSWER_TAKEN_BACK if event.action in ANSWERS else Action.CHANGE_TAKEN_BACK),
        object_kind=ObjectKind.DISPUTE,
        object_id=dispute_id,
        before=after,
        after={key: undone.get(key) for key in after},
        claim_ids=tuple(link.claim_id for link in event.claims),
        undoes=event,
    )
    record(session, by.user, by.project, change)
    found = _disputes(session, by.project, {dispute_id})
    return found[0] if found else None


def _beside_others(by: Membership, told: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """What the change says, with the answers of others as they are now, unseen by the member."""
    if by.sees_all_tags:
        return told
    own = by.user.public_id
    beside = dict(told)
    for key, values in told.items():
        if key in now and values and "answers" in values:
            mine = [one for one in values["answers"] if one[0] == own]
            others = [one for one in now[key]["answers"] if one[0] != own]
            beside[key] = {**values, "answers": sorted([*mine, *others])}
    return beside


def _named(event: Event) -> set[str]:
    payload = event.payload
    if payload is None:
        return {event.object_id}
    return {event.object_id} | disputes_named(payload.before) | disputes_named(payload.after)


def _disputes(session: Session, project: Project, public_ids: set[str]) -> list[Dispute]:
    return list(
        session.scalars(
            select(Dispute)
            .where(Dispute.project_id == project.id, Dispute.public_id.in_(public_ids))
            .order_by(Dispute.id)
        )
    )


def _was_built_on(session: Session, by: Membership, event: Event) -> bool:
    """One of the disputes that it touched was changed after it."""
    later = select(Event.id).where(
        Event.project_id == event.project_id,
        Event.object_kind == ObjectKind.DISPUTE,
        Event.object_id.in_(_named(event)),
        Event.id > event.id,
        *events_seen_by(by),
    )
    return session.scalars(select(later.exists())).one()


def _refuse_changed(now: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> None:
    """Refuse where a row is not what the change made of it, or another hangs on one that goes."""
    if any(now.get(key) != values for key, values in after.items()):
        raise CannotTakeBack("What you changed was changed again since.")
    going = {key.partition(":")[2] for key, values in before.items() if values is None}
    for key, values in now.items():
        if key not in after and going & {values.get("dispute"), values.get("account")}:
            raise CannotTakeBack("Others have gone on from your change, so it stays.")
