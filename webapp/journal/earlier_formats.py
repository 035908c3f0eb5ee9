"""What events keep of rows, whichever version wrote them; no event is ever written anew.

Before there was one format, tags lay flat, claims and sources under their public ids, the sources
of tags under a word of their own, and dismissals had shorter names for who and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.journal.claims import SPLITS
from webapp.journal.values import Rows, Values, key
from webapp.models import Event
from webapp.rules.actions import ObjectKind

OF_TAGS = "tags"
OF_DISMISSALS = {"by": "dismissed_by", "at": "created_at"}


def rows_told(event: Event) -> tuple[Rows, Rows]:
    """The rows before and after, by what the journal calls them; none of what was purged."""
    if event.payload is None:
        return {}, {}
    return _rows(event, event.payload.before), _rows(event, event.payload.after)


def _rows(event: Event, payload: Mapping[str, Any]) -> Rows:
    rows = {one: _values(one, values) for one, values in payload.items() if ":" in one}
    if rows:
        return rows
    if event.object_kind == ObjectKind.ANNOTATION:
        return {key(ObjectKind.ANNOTATION, event.object_id): dict(payload) or None}
    is_split = event.object_kind == ObjectKind.ARTICLE and event.action in SPLITS
    if event.object_kind == ObjectKind.CLAIM or is_split:
        return {key(ObjectKind.CLAIM, public_id): values for public_id, values in payload.items()}
    return _of_sources(event, payload) if event.object_kind == ObjectKind.SOURCE else {}


def _values(one: str, values: Values | None) -> Values | None:
    if values is None or not one.startswith(f"{ObjectKind.DISMISSAL}:"):
        return values
    return {OF_DISMISSALS.get(name, name): value for name, value in values.items()}


def _of_sources(event: Event, payload: Mapping[str, Any]) -> Rows:
    if "name" in payload:
        return {key(ObjectKind.SOURCE, event.object_id): dict(payload)}
    tags = payload.get(OF_TAGS, {})
    return {
        **{key(ObjectKind.SOURCE, one): payload[one] for one in payload if one != OF_TAGS},
        **{key(ObjectKind.ANNOTATION, one): {"sources": names} for one, names in tags.items()},
    }
