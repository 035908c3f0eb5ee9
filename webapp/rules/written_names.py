"""What sources are called in answers, before those who may see these: by definition, and written.

Of one person's answers, and of those that everybody may see, a row is kept for each name of each
source. A change of answers reads all that name a source only where a row says no longer what it
should: where a name is new, or the first answer that has it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.folding import folded
from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.base import Base
from webapp.models.source import Source
from webapp.models.written_name import WrittenName
from webapp.rules.stale_names import hold_sources, is_alone, parted, stale_names

LAZY = "typed_link_id"
"""Of several answers that chose the same type last, it may be any."""


class NameKey(NamedTuple):
    """A name of a source in one person's answers, or in those that everybody may see."""

    source_id: int
    user_id: int | None
    name: str


Names = dict[NameKey, dict[str, Any]]


def store_names(session: Session, claim_ids: Sequence[int]) -> None:
    """Write the names that follow from the answers to these claims, where others are stored."""
    parts = list(parted(claim_ids)) or [[]]
    hold_sources(session, parts)
    write_names(session, {key for part in parts for key in stale_names(session, part)})


def write_names(session: Session, source_ids: Iterable[int]) -> None:
    """Write all names of these sources, where others are stored."""
    for keys in parted(source_ids):
        due, stored = _due(session, keys), _stored(session, keys)
        rows = Base.metadata.tables[WrittenName.__tablename__]
        gone = [values["id"] for key, values in stored.items() if key not in due]
        if gone:
            session.execute(delete(rows).where(rows.c.id.in_(gone)))
        changed = [
            {"key": stored[key]["id"], **{f"new_{name}": value for name, value in values.items()}}
            for key, values in due.items()
            if key in stored and _differ(stored[key], values)
        ]
        if changed:
            columns: dict[str, Any] = {
                name: bindparam(f"new_{name}") for name in next(iter(due.values()))
            }
            session.execute(
                update(rows).where(rows.c.id == bindparam("key")).values(columns), changed
            )
        added = [
            {**key._asdict(), "folded_name": folded(key.name), **values}
            for key, values in due.items()
            if key not in stored
        ]
        if added:
            session.execute(insert(rows), added)


def outdated_names(session: Session, source_ids: Sequence[int]) -> list[int]:
    """Those of the sources of which other names are stored than what follows."""
    due, stored = _due(session, source_ids), _stored(session, source_ids)
    found = {
        key.source_id
        for key, values in due.items()
        if key in stored and _differ(stored[key], values, but=LAZY)
    }
    return sorted(found | {key.source_id for key in due.keys() ^ stored.keys()})


def _differ(stored: dict[str, Any], due: dict[str, Any], *, but: str = "") -> bool:
    return any(stored[name] != value for name, value in due.items() if name != but)


def _due(session: Session, source_ids: Sequence[int]) -> Names:
    """From all that name the sources, the earliest first."""
    rows = session.execute(
        select(
            AnnotationSource.id,
            AnnotationSource.source_id,
            AnnotationSource.written,
            Source.project_id,
            Answer.user_id,
            Answer.is_open,
            Answer.source_type,
            Answer.created_at,
            is_alone().label("is_alone"),
        )
        .join(AnnotationSource.answer)
        .join(AnnotationSource.source)
        .where(AnnotationSource.source_id.in_(source_ids))
        .order_by(Answer.id, AnnotationSource.position)
    )
    names: Names = {}
    firsts: dict[tuple[int, int | None], NameKey] = {}
    for row in rows:
        for reader in (row.user_id, None) if row.is_open else (row.user_id,):
            key = NameKey(row.source_id, reader, row.written)
            first = firsts.setdefault((row.source_id, reader), key)
            known = {
                "project_id": row.project_id,
                "link_id": row.id,
                "since": row.created_at,
                "is_first": first == key,
                "source_type": "",
                LAZY: None,
            }
            names.setdefault(key, known)
            if row.is_alone and row.source_type:
                names[first].update({"source_type": row.source_type, LAZY: row.id})
    return names


def _stored(session: Session, source_ids: Sequence[int]) -> Names:
    rows = Base.metadata.tables[WrittenName.__tablename__]
    query = select(rows).where(rows.c.source_id.in_(source_ids))
    return {
        NameKey(row["source_id"], row["user_id"], row["name"]): dict(row)
        for row in session.execute(query).mappings()
    }
