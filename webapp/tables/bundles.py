"""Exported tables that came back together, and what they name in one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from webapp.errors import Refusal
from webapp.tables.cells import list_of
from webapp.tables.columns import NAMING, ColumnKind, ExportedColumn
from webapp.tables.readers import Row, Sheet
from webapp.vocabulary import CodeField


class TablesRefused(Refusal):
    """Some of the tables cannot be taken, so none is."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        super().__init__("\n".join(refusal.message for refusal in refusals))


@dataclass(frozen=True)
class TableBundle:
    """All tables of one project, whose references lead somewhere."""

    sheets: Mapping[str, Sheet]
    """By the names of their tables."""

    def __getitem__(self, name: str) -> Sheet:
        """The table of this name."""
        return self.sheets[name]

    def rows_of(self, name: str, *, by: str = "") -> list[Row]:
        """The rows of a table as they stand in it, or sorted by a column."""
        rows = [row for _, row in self.sheets[name].rows()]
        return sorted(rows, key=lambda row: row[by]) if by else rows

    def codes_of(self, field: CodeField) -> set[str]:
        """The codes that any version of the codebook has for the field."""
        return {row["value"] for _, row in self["codebook"].rows() if row["field"] == field}

    @property
    def people(self) -> list[str]:
        """What the people are called who answered, placed, checked or judged."""
        named = {
            name
            for sheet in self.sheets.values()
            for column in sheet.table.columns
            if column.kind in NAMING
            for cell in sheet.values(column.name)
            for name in _named(column, cell)
        }
        return sorted(named - {""})


def lost_references(bundle: TableBundle) -> Iterator[Refusal]:
    """The first row of each table that names another row which is not there."""
    for sheet in bundle.sheets.values():
        known = {
            column: (bundle[home].name, bundle[home].values(key))
            for column in sheet.table.columns
            if column.refers
            for home, key in [column.refers]
        }
        lost = (
            sheet.refusal(number, f"{column.name} is {value}, which is not in {name}.")
            for number, row in sheet.rows()
            for column, (name, values) in known.items()
            for value in _named(column, row[column.name])
            if value not in values
        )
        yield from islice(lost, 1)


def _named(column: ExportedColumn, cell: str) -> list[str]:
    if column.kind in (ColumnKind.LIST, ColumnKind.PEOPLE):
        return list_of(cell)
    return [cell] if cell else []
