"""What happened to a source, in words: who, when, what, and what was there before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.journal.activity_log import makers_of
from webapp.journal.history_entries import Difference, Entry
from webapp.models import Event, Membership, Source, User
from webapp.sources.queries import events_of
from webapp.sources.services.changing import TAGS

NAMES = {"name": "Name", "source_type": "Usual type", "aliases": "Aliases"}


def history_of(
    session: Session, viewer: Membership, source: Source, types: Mapping[str, str]
) -> list[Entry]:
    """Everything that was done to the source, newest first."""
    events = events_of(session, source)
    makers = makers_of(session, viewer, _users(session, events))
    actions = {event.id: event.action for event in events}
    return [
        Entry(
            action=event.action,
            who=makers.get(event.user_id, "An instance admin"),
            at=event.created_at,
            differences=tuple(_differences(event, source.public_id, types)),
            others=_others(event, source.public_id),
            undone=actions.get(event.undoes_id, "") if event.undoes_id else "",
            is_purged=event.payload is None,
        )
        for event in events
    ]


def _users(session: Session, events: Iterable[Event]) -> Iterable[User]:
    keys = {event.user_id for event in events if event.user_id is not None}
    return session.scalars(select(User).where(User.id.in_(keys)))


def _differences(event: Event, public_id: str, types: Mapping[str, str]) -> Iterator[Difference]:
    if event.payload is None:
        return
    before = _in_words(_values(event.payload.before, public_id), types)
    after = _in_words(_values(event.payload.after, public_id), types)
    for label in NAMES.values():
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            yield Difference(label, old, new)


def _values(payload: Mapping[str, Any], public_id: str) -> Mapping[str, Any]:
    """The source's own values; the event of its making knows no other."""
    return payload.get(public_id) or (payload if "name" in payload else {})


def _in_words(values: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, str]:
    kind = values.get("source_type", "")
    words = {**values, "source_type": types.get(kind, kind)}
    words["aliases"] = "; ".join(values.get("aliases", ()))
    return {label: words.get(key, "") for key, label in NAMES.items()}


def _others(event: Event, public_id: str) -> str:
    """The names of the other sources that the change touched."""
    payload = event.payload.after if event.payload else {}
    return "; ".join(
        values["name"]
        for key, values in payload.items()
        if key not in (public_id, TAGS) and isinstance(values, dict)
    )
