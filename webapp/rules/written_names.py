"""What sources are called in answers, before those who may see these: by definition, and written.

Of one person's answers, and of those that everybody may see, a row is kept for each name of each
source. A change of answers reads all that name a source only where a row says no longer what it
should: where a name is new, or the first answer that has it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    case,
    delete,
    insert,
    not_,
    or_,
    select,
    text,
    tuple_,
    union,
    update,
)
from sqlalchemy.orm import Session, aliased

from webapp.folding import folded
from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.base import Base
from webapp.models.source import Source
from webapp.models.written_name import LOST, WrittenName

MANY = 500
"""Claims, or sources, that are asked for at once."""
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
    parts = list(_parts(claim_ids)) or [[]]
    _hold_sources(session, parts)
    write_names(session, {key for part in parts for key in stale_names(session, part)})


def write_names(session: Session, source_ids: Iterable[int]) -> None:
    """Write all names of these sources, where others are stored."""
    for keys in _parts(source_ids):
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


def stale_names(session: Session, claim_ids: Sequence[int]) -> set[int]:
    """The sources whose names no longer follow from the answers to these claims."""
    return set(session.scalars(_stale(), {"claim_ids": claim_ids}))


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), MANY):
        yield ordered[start : start + MANY]


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
            _is_alone().label("is_alone"),
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
            nothing = {"source_type": "", LAZY: None}
            known = {"project_id": row.project_id, "link_id": row.id, "is_first": first == key}
            names.setdefault(key, {**known, **nothing})
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


def _hold_sources(session: Session, parts: Sequence[Sequence[int]]) -> None:
    """Whoever would write names of the same sources waits, since these follow from all answers."""
    keys = {key for part in parts for key in session.scalars(_concerned(), {"claim_ids": part})}
    for some in _parts(keys):
        held = select(Source.id).where(Source.id.in_(some)).order_by(Source.id)
        session.execute(held.with_for_update(key_share=True))


def _of_claims() -> ColumnElement[bool]:
    return Answer.claim_id.in_(bindparam("claim_ids", expanding=True))


def _links() -> Select[int]:
    return select(AnnotationSource.id).join(AnnotationSource.answer).where(_of_claims())


def _is_alone() -> ColumnElement[bool]:
    """The answer names no other source beside it."""
    beside = aliased(AnnotationSource)
    return not_(
        select(beside.id)
        .where(
            beside.annotation_id == AnnotationSource.annotation_id,
            beside.id != AnnotationSource.id,
        )
        .exists()
    )


def _is_of_reader() -> ColumnElement[bool]:
    """The answer is one of those that the row is about."""
    is_theirs = WrittenName.user_id == Answer.user_id
    return case((WrittenName.user_id.is_(None), Answer.is_open), else_=is_theirs)


@cache
def _concerned() -> CompoundSelect[int]:
    """The sources that answers to claims of given keys name, or named until now."""
    named = select(AnnotationSource.source_id).join(AnnotationSource.answer).where(_of_claims())
    rows = (WrittenName.link_id.in_(_links()), WrittenName.typed_link_id.in_(_links()), text(LOST))
    return union(named, *(select(WrittenName.source_id).where(row) for row in rows))


@cache
def _stale() -> CompoundSelect[int]:
    """Of those, the ones of which a row is missing, or says what no answer says any more."""
    named = select(AnnotationSource.source_id).join(AnnotationSource.answer).where(_of_claims())
    return union(
        named.where(not_(_is_written(WrittenName.user_id == Answer.user_id))),
        named.where(Answer.is_open, not_(_is_written(WrittenName.user_id.is_(None)))),
        named.where(_is_alone(), Answer.source_type != "", _is_typed_otherwise()),
        _led_astray(WrittenName.link_id, AnnotationSource.written != WrittenName.name),
        _led_astray(
            WrittenName.typed_link_id,
            or_(Answer.source_type != WrittenName.source_type, not_(_is_alone())),
        ),
        select(WrittenName.source_id).where(text(LOST)),
    )


def _is_written(is_of_reader: ColumnElement[bool]) -> ColumnElement[bool]:
    """The name is known from this answer, or an earlier one."""
    first = aliased(AnnotationSource)
    place = tuple_(AnnotationSource.annotation_id, AnnotationSource.position)
    return (
        select(WrittenName.id)
        .join(first, first.id == WrittenName.link_id)
        .where(
            is_of_reader,
            WrittenName.source_id == AnnotationSource.source_id,
            WrittenName.name == AnnotationSource.written,
            tuple_(first.annotation_id, first.position) <= place,
        )
        .correlate(AnnotationSource, Answer)
        .exists()
    )


def _is_typed_otherwise() -> ColumnElement[bool]:
    """The source has another type than this answer chooses, by none that is later."""
    typed = aliased(AnnotationSource)
    is_later = typed.annotation_id > AnnotationSource.annotation_id
    return (
        select(WrittenName.id)
        .outerjoin(typed, typed.id == WrittenName.typed_link_id)
        .where(
            WrittenName.source_id == AnnotationSource.source_id,
            _is_of_reader(),
            WrittenName.is_first,
            WrittenName.source_type != Answer.source_type,
            or_(typed.id.is_(None), not_(is_later)),
        )
        .correlate(AnnotationSource, Answer)
        .exists()
    )


def _led_astray(column: Any, says_no_more: ColumnElement[bool]) -> Select[int]:
    """Rows that lead to a link which says something else by now."""
    is_elsewhere = AnnotationSource.source_id != WrittenName.source_id
    return (
        select(WrittenName.source_id)
        .join(AnnotationSource, AnnotationSource.id == column)
        .join(AnnotationSource.answer)
        .where(_of_claims(), or_(is_elsewhere, not_(_is_of_reader()), says_no_more))
    )
