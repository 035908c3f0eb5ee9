"""The rows of sources.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from webapp.exports.queries.query import Query
from webapp.exports.scope import Scope, shown_sources
from webapp.interchange.cells import list_cell, time_cell
from webapp.interchange.sources import SOURCES
from webapp.interchange.writers import Row
from webapp.models import Source
from webapp.models.source import SourceAlias


def _keys(session: Session, scope: Scope) -> Sequence[int]:
    wanted = select(Source.id).where(*shown_sources(scope, scope.viewer(session)))
    return session.scalars(wanted.order_by(Source.name, Source.public_id)).all()


def _rows(session: Session, _: Scope, keys: Sequence[int]) -> Iterator[Row]:
    sources = session.scalars(
        select(Source)
        .options(selectinload(Source.aliases))
        .where(Source.id.in_(keys))
        .order_by(Source.name, Source.public_id)
    ).all()
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


def _names(aliases: Sequence[SourceAlias]) -> list[str]:
    return sorted(alias.name for alias in aliases)


def _count(session: Session, scope: Scope) -> int:
    wanted = shown_sources(scope, scope.viewer(session))
    return session.scalars(select(func.count(Source.id)).where(*wanted)).one()


SOURCE_ROWS = Query(table=SOURCES, keys=_keys, rows=_rows, count=_count)
