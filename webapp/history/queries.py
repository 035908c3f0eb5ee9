"""Questions about what happened in a project."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from webapp.models import Event, Project


def events_of(project: Project, kind: str) -> Select[Event]:
    """The project's events, newest first; of one kind of object, or of all."""
    events = (
        select(Event)
        .options(selectinload(Event.payload), selectinload(Event.claims))
        .where(Event.project_id == project.id)
        .order_by(Event.id.desc())
    )
    return events.where(Event.object_kind == kind) if kind else events
