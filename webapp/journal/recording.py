"""The one way to change what can be taken back: hold, before, change, after, one event."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from webapp.journal.kind import Act
from webapp.journal.refusals import Gone, Unchanged
from webapp.journal.rows import key_of, kind_of, rows_of, subject_of
from webapp.journal.values import of_kind
from webapp.models import Event, Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record


@contextmanager
def recorded(
    session: Session,
    by: Membership,
    action: Action,
    *things: Any,
    claims: tuple[str, ...] = (),
    about: Any = None,
) -> Iterator[Act]:
    """Hold the things, let the block change their rows, and record what differs as one event.

    A thing that may only be read any more is refused, and so is a change `about` a row of theirs
    that is gone by now. A thing that the block makes joins the `rows` of what it is given.
    """
    if things:
        subject = subject_of(things[0])
        if subject.hold:
            subject.hold(session, things)
        if subject.refuse_closed:
            subject.refuse_closed(things)
    act = begin(session, by, action, *things)
    if about is not None and key_of(about) not in act.was:
        raise Gone
    yield act
    finish(act, claims=claims)


@contextmanager
def recorded_while_held(
    session: Session,
    by: Membership,
    action: Action,
    *things: Any,
    of: tuple[ObjectKind, str] | None = None,
    claims: tuple[str, ...] = (),
    undoes: Event | None = None,
) -> Iterator[Act]:
    """The same for things that are held already; the event may be `of` another one."""
    act = begin(session, by, action, *things)
    yield act
    finish(act, claims=claims, of=of, undoes=undoes)


@contextmanager
def recorded_with(act: Act, action: Action, *things: Any) -> Iterator[None]:
    """The same for a change that comes with another one, from which nothing stored follows."""
    inner = begin(act.session, act.by, action, *things)
    yield
    act.earlier.append(_change(inner, leaves_stored=True))


def begin(session: Session, by: Membership, action: Action, *things: Any) -> Act:
    """Note how the things stand before a change."""
    return Act(session, by, action, list(things), rows_of(session, things))


def finish(
    act: Act,
    *,
    claims: tuple[str, ...] = (),
    of: tuple[ObjectKind, str] | None = None,
    undoes: Event | None = None,
) -> Event:
    """Record what differs; refuses a change that left everything as it was."""
    change = _change(act, claims=claims, of=of, undoes=undoes)
    return record(act.session, act.by.user, act.by.project, *act.earlier, change)


def _named(thing: Any) -> tuple[ObjectKind, str]:
    """What an event calls the thing that it is about."""
    return subject_of(thing).kind, kind_of(thing).name(thing)


def _change(
    act: Act,
    *,
    claims: tuple[str, ...] = (),
    of: tuple[ObjectKind, str] | None = None,
    undoes: Event | None = None,
    leaves_stored: bool = False,
) -> Change:
    was = act.was | act.before
    now = rows_of(act.session, act.rows) | act.after
    is_whole = bool(act.rows) and subject_of(act.rows[0]).is_whole
    keys = [one for one in was | now if is_whole or was.get(one) != now.get(one)]
    if not keys and of is None:
        raise Unchanged
    before = {one: was.get(one) for one in keys}
    kind, public_id = of or _named(act.rows[0])
    return Change(
        action=act.action,
        object_kind=kind,
        object_id=public_id,
        before=before,
        after={one: now.get(one) for one in keys},
        claim_ids=tuple(dict.fromkeys([*of_kind(before, ObjectKind.CLAIM), *claims])),
        source_ids=tuple(of_kind(before, ObjectKind.SOURCE)),
        undoes=undoes,
        leaves_stored=leaves_stored,
    )
