"""Questions about one source: which it is, and what happened to it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.models import Event, EventSource, Membership, Project, Source
from webapp.rules.actions import ObjectKind
from webapp.rules.codebooks import labels_of_field, newest_codebook
from webapp.rules.source_names import canonical, is_offered_to
from webapp.vocabulary import CodeField


def source_or_none(session: Session, viewer: Membership, public_id: str) -> Source | None:
    """The source of this id, or the one that stands for it, where the member may know of it."""
    named = session.scalars(
        select(Source).where(Source.project_id == viewer.project_id, Source.public_id == public_id)
    ).one_or_none()
    if named is None:
        return None
    return session.scalars(
        select(Source)
        .options(selectinload(Source.aliases), joinedload(Source.project))
        .where(Source.id == canonical(session, named).id, *is_offered_to(viewer))
    ).one_or_none()


def type_labels(session: Session, project: Project) -> dict[str, str]:
    """What the project's source types are called, retired ones included, in order."""
    return labels_of_field(newest_codebook(session, project), CodeField.SOURCE_TYPE)


def events_of(session: Session, source: Source) -> list[Event]:
    """What happened to the source, newest first."""
    return list(
        session.scalars(
            select(Event)
            .options(selectinload(Event.payload))
            .where(Event.project_id == source.project_id, _touches(source.public_id))
            .order_by(Event.id.desc())
        )
    )


def last_undoable(session: Session, public_id: str, user_id: int) -> Event | None:
    """The user's own newest change to the source, if nobody has changed since what it touched."""
    event = session.scalars(
        select(Event)
        .options(selectinload(Event.payload), selectinload(Event.sources))
        .where(_touches(public_id))
        .order_by(Event.id.desc())
        .limit(1)
    ).one_or_none()
    if event is None or event.user_id != user_id or not (event.payload and event.sources):
        return None
    touched = [_touches(link.source_id) for link in event.sources]
    later = select(Event.id).where(or_(*touched), Event.id > event.id)
    return None if session.scalars(select(later.exists())).one() else event


def _touches(public_id: str) -> ColumnElement[bool]:
    """The event is about the source, or names it beside the one that it is about."""
    is_about = (Event.object_kind == ObjectKind.SOURCE) & (Event.object_id == public_id)
    return or_(is_about, Event.sources.any(EventSource.source_id == public_id))
