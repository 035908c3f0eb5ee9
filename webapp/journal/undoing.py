"""Which change a person may take back, and taking it back: their own last one, not built upon."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from webapp.errors import Refusal
from webapp.journal.earlier_formats import rows_told
from webapp.journal.kind import Subject, Undoing
from webapp.journal.recording import begin, finish
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.registry import KINDS, SUBJECTS
from webapp.journal.rows import restore, rows_of
from webapp.journal.values import key, of_kind
from webapp.models import Article, Claim, Event, EventClaim, Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.articles import Withdrawn
from webapp.rules.blindness import events_seen_by
from webapp.rules.viewers import AnyReader, Reader, read_by

PURGED = "What stood there before has been purged, so it cannot come back."


def newest_change(
    session: Session, by: Membership, kind: ObjectKind, public_id: str
) -> Event | None:
    """The newest change to the thing, by whomever; of tags only the member's own that stand."""
    query = _newest(kind, sees_all_tags=by.sees_all_tags)
    return session.scalars(query, {"public_ids": [public_id], **read_by(by)}).one_or_none()


@cache
def _newest(kind: ObjectKind, *, sees_all_tags: bool) -> Select[Event]:
    subject, reader = SUBJECTS[kind], AnyReader(sees_all_tags)
    wanted = subject.changes
    if subject.takes_in_own_tags:
        wanted = (or_(*wanted, _own_tags_that_stand(reader)),)
    touched = subject.touches(bindparam("public_ids", expanding=True))
    return (
        select(Event)
        .options(joinedload(Event.payload))
        .where(*_seen(reader, subject), touched, *wanted)
        .order_by(Event.id.desc())
        .limit(1)
    )


def last_undoable(
    session: Session, by: Membership, kind: ObjectKind, public_id: str
) -> Event | None:
    """The member's own newest change to the thing, if nobody has changed since what it touched.

    What is hidden from the member is no change that stands in the way. For a claim it may be one
    to the member's own tags, which `object_kind` tells.
    """
    event = newest_change(session, by, kind, public_id)
    if event is None or event.user_id != by.user_id or event.payload is None:
        return None
    if _is_out_of_work(session, event):
        return None
    if event.object_kind == ObjectKind.ANNOTATION:
        return event
    subject = SUBJECTS[kind]
    is_about_it = not subject.is_whole or key(kind, public_id) in rows_told(event)[1]
    return event if is_about_it and not _was_built_on(session, by, subject, event) else None


def undo(
    session: Session,
    by: Membership,
    kind: ObjectKind,
    public_id: str,
    *,
    version: int | None = None,
) -> Event:
    """Take back the member's last change to a thing; what it touched stands again as before.

    This is a change like any other: an event that says what it undoes, and that can be taken back
    itself. The thing may be gone before it, or after.
    """
    subject = SUBJECTS[kind]
    event = last_undoable(session, by, kind, public_id)
    if event is None:
        raise _why_nothing(session, by, subject, public_id)
    if event.object_kind == ObjectKind.ANNOTATION != kind:
        raise CannotTakeBack("Your last change here is to your tags. Take that back first.")
    undoing = _looked_at(session, by, subject, event, public_id, version)
    for guard in subject.guards:
        refusal = guard(undoing)
        if refusal is not None:
            raise refusal
    act = begin(session, by, subject.taken_back(event.action), *undoing.things.values())
    restore(act, kind, undoing.before)
    act.rows = list(KINDS[kind].find(session, by.project, _touched(subject, event)).values())
    return finish(
        act,
        claims=tuple(link.claim_id for link in event.claims),
        of=(ObjectKind(event.object_kind), event.object_id),
        undoes=event,
    )


def _why_nothing(session: Session, by: Membership, subject: Subject, public_id: str) -> Refusal:
    """Why the newest change to the thing is none that the member can take back."""
    newest = newest_change(session, by, subject.kind, public_id)
    if newest is None or newest.user_id != by.user_id:
        return CannotTakeBack(subject.nothing_of_yours)
    if newest.payload is None:
        return CannotTakeBack(PURGED)
    if _is_out_of_work(session, newest):
        return Withdrawn()
    return CannotTakeBack(subject.nothing_of_yours)


def _is_out_of_work(session: Session, event: Event) -> bool:
    """One of the claims in whose history it stands is of an article that is withdrawn."""
    withdrawn = (
        select(EventClaim.event_id)
        .join(Claim, Claim.public_id == EventClaim.claim_id)
        .join(Claim.article)
        .where(EventClaim.event_id == event.id, Article.withdrawn_at.is_not(None))
    )
    return session.scalars(select(withdrawn.exists())).one()


def _looked_at(
    session: Session,
    by: Membership,
    subject: Subject,
    event: Event,
    public_id: str,
    version: int | None,
) -> Undoing:
    """The change beside what stands now, with everything held that it touched."""
    before, after = rows_told(event)
    if subject.hold_around:
        told = [values for values in (*before.values(), *after.values()) if values]
        subject.hold_around(session, by.project, told)
    touched = _touched(subject, event)
    things = KINDS[subject.kind].find(session, by.project, touched)
    if subject.hold:
        subject.hold(session, list(things.values()))
    now = rows_of(session, list(things.values()))
    undoing = Undoing(session, by, event, public_id, version, before, after, things, now)
    return subject.adapt(undoing) if subject.adapt else undoing


def _seen(by: Reader, subject: Subject) -> tuple[ColumnElement[bool], ...]:
    seen = events_seen_by(by) if subject.is_for_the_blind else ()
    return (Event.project_id == by.project_id, *seen)


def _own_tags_that_stand(by: Reader) -> ColumnElement[bool]:
    """The member's changes to their tags that take none back and are not taken back."""
    return and_(_tags_that_stand(), Event.user_id == by.user_id)


@cache
def _tags_that_stand() -> ColumnElement[bool]:
    """Changes to anyone's tags that take none back and are not taken back."""
    undoing = aliased(Event)
    return and_(
        Event.object_kind == ObjectKind.ANNOTATION,
        Event.undoes_id.is_(None),
        ~select(undoing.id).where(undoing.undoes_id == Event.id).exists(),
    )


def _touched(subject: Subject, event: Event) -> Collection[str]:
    """The public ids of the things whose rows it changed."""
    kind, touched = subject.kind, {event.object_id} if event.object_kind == subject.kind else set()
    for rows in rows_told(event):
        named = {values[kind] for values in rows.values() if values and kind in values}
        touched |= named | set(of_kind(rows, kind))
    return touched


def _was_built_on(session: Session, by: Membership, subject: Subject, event: Event) -> bool:
    """One of the things that it touched was changed after it."""
    touched = subject.touches(_touched(subject, event))
    changes = (*_seen(by, subject), touched, *subject.changes)
    later = select(Event.id).where(*changes, Event.id > event.id)
    return session.scalars(select(later.exists())).one()
