"""The rows of sources.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from webapp.exports.queries.query import Query
from webapp.exports.scope import Scope, shown_sources
from webapp.models import Source
from webapp.models.source import SourceAlias
from webapp.rules.names_seen import SourceSeen, own_sources
from webapp.tables.cells import list_cell, time_cell
from webapp.tables.sources import SOURCES
from webapp.tables.writers import Row


def _keys(session: Session, scope: Scope) -> Sequence[int]:
    viewer = scope.viewer(session)
    wanted = select(Source.id).where(*shown_sources(scope, viewer))
    keys = session.scalars(wanted.order_by(Source.name, Source.public_id)).all()
    if viewer is None or viewer.sees_all_tags:
        return keys
    own = own_sources(session, viewer)
    return sorted(keys, key=lambda key: own[key].name)


def _rows(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    viewer = scope.viewer(session)
    found = session.scalars(
        select(Source).options(selectinload(Source.aliases)).where(Source.id.in_(keys))
    )
    by_key = {source.id: source for source in found}
    sources = [by_key[key] for key in keys if key in by_key]
    if viewer is not None and not viewer.sees_all_tags:
        own = own_sources(session, viewer)
        return (_own_row(source, own[source.id]) for source in sources if source.id in own)
    leading_on = [source.merged_into_id for source in sources if source.merged_into_id]
    named = session.execute(select(Source.id, Source.public_id).where(Source.id.in_(leading_on)))
    ids = {key: public_id for key, public_id in named}  # noqa: C416 (rows are no tuples to mypy)
    return (_row(source, ids.get(source.merged_into_id or 0, "")) for source in sources)


def _row(source: Source, merged_into: str) -> Row:
    return {
        "source_id": source.public_id,
        "name": source.name,
        "source_type": source.source_type,
        "aliases": list_cell(_names(source.aliases)),
        "merged_into": merged_into,
        "created_at": time_cell(source.created_at),
        "shared_at": time_cell(source.shared_at),
    }


def _own_row(source: Source, seen: SourceSeen) -> Row:
    """What a reader who is blind knows of a source: their own tags, and no more."""
    return {
        "source_id": source.public_id,
        "name": seen.name,
        "source_type": seen.source_type,
        "aliases": list_cell(seen.aliases),
        "created_at": time_cell(seen.since),
    }


def _names(aliases: Sequence[SourceAlias]) -> list[str]:
    return sorted(alias.name for alias in aliases)


def _count(session: Session, scope: Scope) -> int:
    wanted = shown_sources(scope, scope.viewer(session))
    return session.scalars(select(func.count(Source.id)).where(*wanted)).one()


SOURCE_ROWS = Query(table=SOURCES, keys=_keys, rows=_rows, count=_count)
