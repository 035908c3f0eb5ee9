"""The append-only history: who, when, what, before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, PrimaryKey
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
