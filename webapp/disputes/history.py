"""What happened to a dispute, in words: who, when, what, and what was there before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.journal.activity_log import makers_of
from webapp.journal.history_entries import Difference, Entry
from webapp.models import Claim, Event, Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.blindness import events_seen_by

TOLD = {
    "dispute": ("question", "dispute_type", "state", "summary"),
    "account": ("statement", "position"),
    "evidence": ("url", "archived_url", "quote", "medium", "bearing", "checked_on"),
    "verdict": ("rationale",),
}
"""The values that the history shows, by kind of row; people's answers are not among them."""


def history_of(session: Session, viewer: Membership, dispute_id: str) -> list[Entry]:
    """Everything that was done to the dispute of this public id, newest first, gone or not."""
    events = list(
        session.scalars(
            select(Event)
            .options(
                selectinload(Event.payload), selectinload(Event.claims), joinedload(Event.user)
            )
            .where(
                Event.project_id == viewer.project_id,
                Event.object_kind == ObjectKind.DISPUTE,
                Event.object_id == dispute_id,
                *events_seen_by(viewer),
            )
            .order_by(Event.id.desc())
        )
    )
    names = makers_of(session, viewer, [event.user for event in events])
    actions = {event.id: event.action for event in events}
    claims = _claims(session, viewer, events)
    return [
        Entry(
            action=event.action,
            who=names.get(event.user_id, "somebody"),
            at=event.created_at,
            differences=tuple(_differences(event)),
            others=", ".join(
                f"claim {claims[one.claim_id]}" for one in event.claims if one.claim_id in claims
            ),
            undone=actions.get(event.undoes_id, "") if event.undoes_id else "",
            is_purged=event.payload is None,
        )
        for event in events
    ]


def _claims(session: Session, viewer: Membership, events: list[Event]) -> dict[str, int]:
    """The numbers of the claims that the events name, by public id."""
    ids = {one.claim_id for event in events for one in event.claims}
    found = session.execute(
        select(Claim.public_id, Claim.number).where(
            Claim.project_id == viewer.project_id, Claim.public_id.in_(ids)
        )
    )
    return {public_id: number for public_id, number in found}  # noqa: C416 (rows are no tuples to mypy)


def _differences(event: Event) -> Iterator[Difference]:
    if event.payload is None:
        return
    before, after = event.payload.before, event.payload.after
    for key in after:
        kind = key.partition(":")[0]
        was, now = before.get(key) or {}, after.get(key) or {}
        for name in TOLD.get(kind, ()):
            yield from _difference(f"{kind} {name}" if kind != "dispute" else name, name, was, now)
        if kind == "verdict":
            yield from _ratings(was, now)


def _difference(
    label: str, name: str, was: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[Difference]:
    old, new = _words(was.get(name)), _words(now.get(name))
    if old != new:
        yield Difference(label.replace("_", " ").capitalize(), old, new)


def _ratings(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    old, new = ("; ".join(words for _, words in side.get("ratings", ())) for side in (was, now))
    if old != new:
        yield Difference("Ratings", old, new)


def _words(value: object) -> str:
    return "" if value is None else str(value).replace("_", " ") if value else ""
