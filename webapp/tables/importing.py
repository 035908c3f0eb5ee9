"""How tables come back: what each brings, and the keys of the rows that are there already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.models import Base, Project, User
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import value_of
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.readers import Row


@dataclass(frozen=True)
class ImportedRows:
    """The project that is being filled, by whom, and its rows' keys by their public ids."""

    project: Project
    by: User | None
    now: datetime
    keys: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    """By the names of their tables; of the codebook by its numbers."""
    people: dict[str, int] = field(default_factory=dict)
    """By their pseudonyms."""

    def value_of(self, column: ExportedColumn, cell: str) -> Any:
        """What a cell means in this project."""
        if column.kind is ColumnKind.PERSON:
            return self.people[cell] if cell else None
        if column.kind is ColumnKind.PEOPLE:
            return [self.people[name] for name in value_of(column.kind, cell)]
        if column.refers:
            return self.keys[column.refers[0]][cell] if cell else None
        if column.values:
            return column.values(cell) if cell else None
        return value_of(column.kind, cell)


@dataclass(frozen=True, kw_only=True)
class TableImport:
    """How one table comes back."""

    table: ExportedTable
    check: Callable[[TableBundle], None]
    """Refuses what the table says wrongly, naming the row; asks no database."""
    bring: Callable[[Session, TableBundle, ImportedRows], None]
    """Adds the rows of the table, once all tables are checked."""


def add_rows(
    session: Session,
    imported: ImportedRows,
    table: ExportedTable,
    model: type[Base],
    rows: list[Row],
    besides: Callable[[Row], dict[str, Any]] = lambda _: {},
) -> None:
    """Store what the columns say of these rows, and `besides`; then where they lead."""
    project = {"project_id": imported.project.id}
    values = [{**project, **values_of(imported, table, model, row), **besides(row)} for row in rows]
    keys = imported.keys[table.name]
    keys.update(_stored(session, model, values))
    for column in table.pointers:
        links = {row[table.key[0]]: row[column.name] for row in rows if row[column.name]}
        _link(session, model, column.to, {keys[one]: keys[other] for one, other in links.items()})


def values_of(
    imported: ImportedRows, table: ExportedTable, model: type[Base], row: Row
) -> dict[str, Any]:
    """What the cells of a row say of the model, by its attributes; pointers come later."""
    return {
        attribute: imported.value_of(column, row[column.name])
        for column in table.columns
        if column not in table.pointers and (attribute := _attribute_of(column, model))
    }


def _attribute_of(column: ExportedColumn, model: type[Base]) -> str:
    """The attribute of the model's rows that a cell comes back to; empty where none is."""
    if column.to or column.follows or not isinstance(column.of, InstrumentedAttribute):
        return column.to
    return column.of.key if column.of.class_ is model else ""


def add_children(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Store rows that no other table names."""
    if rows:
        session.execute(insert(model), rows)


def _stored(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> dict[str, int]:
    """Store the rows, all at once; gives their keys by their public ids."""
    if not rows:
        return {}
    query = insert(model).returning(model.__table__.c.id, sort_by_parameter_order=True)
    keys = session.scalars(query, rows)
    return {row["public_id"]: key for row, key in zip(rows, keys, strict=True)}


def _link(session: Session, model: type[Base], column: str, links: dict[int, int]) -> None:
    """Let rows lead to other rows of their table, once all of them are there."""
    table = cast(Table, model.__table__)
    query = update(table).where(table.c.id == bindparam("one")).values({column: bindparam("other")})
    if links:
        rows = [{"one": one, "other": other} for one, other in links.items()]
        session.connection().execute(query, rows)
