"""Questions about what happened in a project."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from webapp.models import Event, Membership
from webapp.rules.blindness import events_seen_by


def events_of(viewer: Membership, kind: str) -> Select[Event]:
    """The project's events that the member may read of, newest first; of one kind, or of all."""
    events = (
        select(Event)
        .options(selectinload(Event.payload), selectinload(Event.claims))
        .where(Event.project_id == viewer.project_id, *events_seen_by(viewer))
        .order_by(Event.id.desc())
    )
    return events.where(Event.object_kind == kind) if kind else events
