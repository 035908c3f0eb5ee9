"""The append-only history: who, when, what, before and after."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from webapp.models.base import Base, PrimaryKey, utc_now
from webapp.models.project import Project
from webapp.models.user import User


class Event(Base):
    """One change, written in the change's own transaction; the schema refuses to alter it."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_project_id_id", "project_id", "id"),
        Index("ix_event_object_id", "object_kind", "object_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[PrimaryKey]
    """The order of events, whatever the clock did."""
    created_at: Mapped[datetime]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    """Who did it; none for the command line and the machine."""
    action: Mapped[str]
    """What was done, as a verb in the past: `claim accepted`."""
    object_kind: Mapped[str]
    object_id: Mapped[str]
    """The public id of what changed."""
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), unique=True)
    """The event that this one takes back."""
    payload_sha256: Mapped[str]

    project: Mapped[Project | None] = relationship()
    user: Mapped[User | None] = relationship()
    payload: Mapped[EventPayload | None] = relationship(back_populates="event")
    claims: Mapped[list[EventClaim]] = relationship(back_populates="event")
    sources: Mapped[list[EventSource]] = relationship(back_populates="event")


class EventClaim(Base):
    """A claim whose history an event belongs to; a merge belongs to two."""

    __tablename__ = "event_claim"
    __table_args__ = (Index("ix_event_claim_claim_id", "claim_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    claim_id: Mapped[str] = mapped_column(primary_key=True)
    """The claim's public id: an undone claim is gone, its history is not."""

    event: Mapped[Event] = relationship(back_populates="claims")


class EventSource(Base):
    """A source whose history an event belongs to; a merge belongs to two."""

    __tablename__ = "event_source"
    __table_args__ = (Index("ix_event_source_source_id", "source_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    source_id: Mapped[str] = mapped_column(primary_key=True)
    """The source's public id, as in the event itself."""

    event: Mapped[Event] = relationship(back_populates="sources")


class EventPayload(Base):
    """The values before and after; may be purged while the event stays."""

    __tablename__ = "event_payload"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]

    event: Mapped[Event] = relationship(back_populates="payload")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What an event says: the action, its object, and the values before and after."""

    action: str
    object_kind: str
    object_id: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    claim_ids: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()
    undoes: Event | None = None


def payload_digest(before: dict[str, Any], after: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of both payloads."""
    canonical = json.dumps([before, after], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def record(session: Session, by: User | None, project: Project | None, change: Change) -> Event:
    """Add the event of a change to the transaction that makes it."""
    event = Event(
        created_at=utc_now(),
        project=project,
        user=by,
        action=change.action,
        object_kind=change.object_kind,
        object_id=change.object_id,
        claims=[EventClaim(claim_id=claim_id) for claim_id in change.claim_ids],
        sources=[EventSource(source_id=source_id) for source_id in change.source_ids],
        undoes_id=change.undoes.id if change.undoes else None,
        payload_sha256=payload_digest(change.before, change.after),
        payload=EventPayload(before=change.before, after=change.after),
    )
    session.add(event)
    session.flush()
    return event
