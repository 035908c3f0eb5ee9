"""Recording a change in the append-only history, in the change's own transaction."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models.base import utc_now
from webapp.models.event import Event, EventClaim, EventPayload, EventSource
from webapp.models.project import Project
from webapp.models.user import User
from webapp.rules.actions import WHILE_ARCHIVED, Action, ObjectKind
from webapp.rules.stored_claims import store_claims_of_change

TAGS = frozenset({ObjectKind.ANNOTATION, ObjectKind.ADJUDICATION})
"""What an event is about that leaves a claim's words as they are."""


class Archived(Refusal):
    """The project can be read and exported, and nothing in it changes."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "This project is archived: it can be read and exported, not changed. "
            "A manager can bring it back on its first page."
        )


@dataclass(frozen=True, kw_only=True)
class Change:
    """What an event says: the action, its object, and the values before and after."""

    action: Action
    object_kind: ObjectKind
    object_id: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    claim_ids: tuple[str, ...] = ()
    source_ids: tuple[str, ...] = ()
    undoes: Event | None = None
    leaves_stored: bool = False
    """Nothing that is stored because lists ask for it follows from what was changed."""


def payload_digest(before: dict[str, Any], after: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of both payloads."""
    canonical = json.dumps([before, after], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def record(session: Session, by: User | None, project: Project | None, *changes: Change) -> Event:
    """Add the events of changes, in order, to the transaction that makes them; gives the last.

    What is stored of the claims that they name, because lists ask for it, follows the changes.
    Since every change comes by here, this is where an archived project refuses it.
    """
    actions = {change.action for change in changes}
    if project is not None and project.is_archived and not actions <= WHILE_ARCHIVED:
        raise Archived
    events = [_event(by, project, change) for change in changes]
    session.add_all(events)
    session.flush()
    for change in changes:
        if project is not None and not change.leaves_stored:
            are_tags = change.object_kind in TAGS
            store_claims_of_change(session, project.id, change.claim_ids, are_tags=are_tags)
    return events[-1]


def _event(by: User | None, project: Project | None, change: Change) -> Event:
    return Event(
        created_at=utc_now(),
        project=project,
        user=by,
        action=str(change.action),
        object_kind=str(change.object_kind),
        object_id=change.object_id,
        claims=[EventClaim(claim_id=claim_id) for claim_id in change.claim_ids],
        sources=[EventSource(source_id=source_id) for source_id in change.source_ids],
        undoes_id=change.undoes.id if change.undoes else None,
        payload_sha256=payload_digest(change.before, change.after),
        payload=EventPayload(before=change.before, after=change.after),
    )
