"""How tables leave: the rows of a project as one member may see them, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby, repeat
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, String, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.tables.cells import cells_of
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.moments import DayAsCell, ListAsKept, MomentAsCell
from webapp.tables.scope import Scope, Viewer, people_of, sees_everything
from webapp.tables.writers import Cells

Open = Callable[[], AbstractContextManager[Session]]
Key = InstrumentedAttribute[int] | ColumnElement[int]
READ_AT_ONCE = 100
"""Rows that wait as the driver gives them."""
READ_AS = {
    ColumnKind.CODE: String(),
    ColumnKind.TIME: MomentAsCell(),
    ColumnKind.DATE: DayAsCell(),
}
"""What the database gives as a cell already."""


@dataclass(frozen=True)
class PageAsked:
    """What is read at once, and for whom."""

    viewer: Viewer
    keys: Sequence[int]
    ids: Sequence[int]
    """Of the rows that these keys have."""


@dataclass(frozen=True, kw_only=True)
class TableExport:
    """How one table leaves: which rows there are, and what stands around some of them."""

    table: ExportedTable
    id: Key
    """Of each of its rows."""
    key: Key
    """What pages are cut by: rows of one key are read together."""
    rows: Callable[[Scope, Viewer], Select[Any]]
    """Those that leave, in the order in which they do, joined with all that their columns ask."""
    around: Callable[[Session, PageAsked], Mapping[int, Any]] | None = None
    """By the ids of the rows, what their columns tell beside their own values."""
    rows_each: int = 1
    """More than one where `around` gives several for an id: then a row leaves for each."""
    hides_count: bool = False
    """Whoever is blind is not told how many rows there are."""
    page_size: int = 1_000

    def count(self, session: Session, scope: Scope) -> int | None:
        """How many rows there are; none where only reading them would tell."""
        viewer = scope.viewer(session)
        if self.hides_count and not sees_everything(viewer):
            return None
        rows = self.rows(scope, viewer).order_by(None).subquery()
        return session.scalars(select(func.count()).select_from(rows)).one() * self.rows_each


def pages_of(export: TableExport, scope: Scope, opened: Open) -> Iterator[list[Cells]]:
    """Every row, a page at a time: no session stays open while somebody reads a page slowly."""
    with opened() as session:
        keys = [key for (key,) in rows_of(session, _asked(export, scope, session, [export.key]))]
    for some in _stretches(keys, export.page_size):
        with opened() as session:
            rows = _rows(export, scope, session, some)
        for start in range(0, len(rows), export.page_size):
            yield rows[start : start + export.page_size]


def _stretches(keys: Iterable[int], size: int) -> Iterator[list[int]]:
    """The keys of about so many rows at a time."""
    some: list[int] = []
    count = 0
    for key, rows in groupby(keys):
        some.append(key)
        count += sum(1 for _ in rows)
        if count >= size:
            yield some
            some, count = [], 0
    if some:
        yield some


def _asked(
    export: TableExport, scope: Scope, session: Session, columns: Iterable[Any]
) -> Select[Any]:
    rows = export.rows(scope, scope.viewer(session))
    return rows.with_only_columns(*columns, maintain_column_froms=True)


def rows_by_id(
    export: TableExport, scope: Scope, session: Session, keys: Mapping[int, int]
) -> dict[int, Cells]:
    """By their ids, the rows of a table that leaves one for each; given with their keys."""
    read = _read(export, scope, session, list(set(keys.values())), export.id.in_(keys))
    return dict(zip(*read, strict=True))


def _rows(export: TableExport, scope: Scope, session: Session, keys: Sequence[int]) -> list[Cells]:
    """The rows of these keys; those of rows that are gone are none."""
    _, cells = _read(export, scope, session, keys, export.key.in_(keys))
    return cells


def _read(
    export: TableExport,
    scope: Scope,
    session: Session,
    keys: Sequence[int],
    wanted: ColumnElement[bool],
) -> tuple[list[int], list[Cells]]:
    """The ids of those that are wanted, and their rows."""
    columns = export.table.columns
    asked = {column.of: _selected(column) for column in columns if column.of is not None}
    query = _asked(export, scope, session, [export.id, *asked.values()])
    rows = rows_of(session, query.where(wanted))
    if not rows:
        return [], []
    around: Iterable[Any] = repeat(None)
    if export.around:
        page = PageAsked(scope.viewer(session), keys, [row[0] for row in rows])
        found = export.around(session, page)
        around = [found[key] for key in page.ids]
        if export.rows_each > 1:
            rows = [row for row, several in zip(rows, around, strict=True) for _ in several]
            around = [one for several in around for one in several]
    people = people_of(session, scope) if export.table.has_people else {}
    ids, *read = zip(*rows, strict=True)
    values = dict(zip(asked, read, strict=True))
    nothing = (None,) * len(rows)
    cells = [_cells(column, values.get(column.of, nothing), around, people) for column in columns]
    return list(ids), list(zip(*cells, strict=True))


def rows_of(session: Session, query: Select[*tuple[Any, ...]]) -> Sequence[Any]:
    """What a query gives, without what a session adds to each of so many rows."""
    return list(session.connection().execute(query).yield_per(READ_AT_ONCE))


def _selected(column: ExportedColumn) -> Any:
    if column.of is not None and isinstance(column.of.type, JSON):
        return type_coerce(column.of, ListAsKept())
    read_as = READ_AS.get(column.kind)
    return type_coerce(column.of, read_as) if read_as else column.of


def _cells(
    column: ExportedColumn, values: Sequence[Any], around: Iterable[Any], people: Mapping[int, str]
) -> Sequence[str]:
    if not column.is_known:
        return ("",) * len(values)
    told: Iterable[Any] = map(column.told, values, around) if column.told else values
    if column.kind is ColumnKind.PERSON:
        told = [people.get(value, "") for value in told]
    elif column.kind is ColumnKind.PEOPLE:
        told = [[people.get(value, "") for value in several] for several in told]
    return cells_of(column.kind, told)


def cells_of_each(table: ExportedTable, found: Sequence[Any]) -> list[Cells]:
    """The rows of a table all of whose columns are told."""
    nothing = (None,) * len(found)
    cells = [_cells(column, nothing, found, {}) for column in table.columns]
    return list(zip(*cells, strict=True))
