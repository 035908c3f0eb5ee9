"""What a person answers about a claim, and the events that tell of it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.annotations.queries.claims import annotation_by, words_digest
from webapp.models import Claim, Event, User
from webapp.rules.tags import SeenVersion, Tags
from webapp.vocabulary import CodeField

FULL = {CodeField.SOURCE_TYPE: "government", CodeField.STANCE: "support"}


def seen(claim: Claim, by: User) -> SeenVersion:
    """What a person has before them who has just opened the claim."""
    mine = annotation_by(claim, by)
    return SeenVersion(version=mine.version if mine else 0, words=words_digest(claim))


def answers(*names: str, note: str = "", **codes: str) -> Tags:
    return Tags(
        source_names=names,
        codes={**FULL, **{CodeField(field): value for field, value in codes.items()}},
        note=note,
    )


def events(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(Event).order_by(Event.id))
    return [(event.object_kind, event.action) for event in rows]


def last_payload(session: Session) -> tuple[dict[str, Any], dict[str, Any]]:
    event = session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert event.payload is not None
    (before,), (after,) = event.payload.before.values(), event.payload.after.values()
    return before, after
