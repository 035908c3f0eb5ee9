"""Tables as CSV files, for spreadsheets and for tools: the same rows, guarded or raw."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from webapp.tables.columns import WITH_DECIMALS, ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.guards import guarded, guarded_cells

BYTE_ORDER_MARK = "\ufeff"

Cells = Sequence[str]
"""The cells of a row, in the order of the table's columns."""
Pages = Iterable[Sequence[Cells]]
"""The rows of a table, some at a time."""


class Flavour(StrEnum):
    """Whom a file is for."""

    EXCEL = "excel"
    EXCEL_SEMICOLON = "excel-semicolon"
    DATA = "data"

    @property
    def label(self) -> str:
        """In words."""
        return LABELS[self]

    @property
    def delimiter(self) -> str:
        """What stands between two cells."""
        return ";" if self is Flavour.EXCEL_SEMICOLON else ","

    @property
    def decimal_sign(self) -> str:
        """What stands in a share: where Excel expects semicolons, the comma is taken by numbers."""
        return "," if self is Flavour.EXCEL_SEMICOLON else "."

    @property
    def is_guarded(self) -> bool:
        """Cells that a spreadsheet would rewrite have a guard."""
        return self is not Flavour.DATA

    @property
    def suffix(self) -> str:
        """What the name of a file says of it; nothing where it is raw."""
        return self.value if self.is_guarded else ""


LABELS = {
    Flavour.EXCEL: "For Excel",
    Flavour.EXCEL_SEMICOLON: "For Excel with semicolons",
    Flavour.DATA: "For data tools",
}


def csv_chunks(table: ExportedTable, flavour: Flavour, pages: Pages) -> Iterator[bytes]:
    """The file piece by piece: its header at once, then a piece per page of rows."""
    mark = BYTE_ORDER_MARK if flavour.is_guarded else ""
    header = [
        guarded(name, ColumnKind.TEXT) if flavour.is_guarded else name for name in table.header
    ]
    yield (mark + _records([header], flavour)).encode()
    for page in pages:
        yield _records(_as_written(table, flavour, page), flavour).encode()


def _as_written(table: ExportedTable, flavour: Flavour, page: Sequence[Cells]) -> Iterable[Cells]:
    """The rows as the flavour has them, a column at a time."""
    if not flavour.is_guarded:
        return page
    columns = zip(table.columns, zip(*page, strict=True), strict=False)
    return zip(*(_written(column, cells, flavour) for column, cells in columns), strict=True)


def _written(column: ExportedColumn, cells: Cells, flavour: Flavour) -> Cells:
    if column.kind in WITH_DECIMALS:
        cells = [cell.replace(".", flavour.decimal_sign) for cell in cells]
    return guarded_cells(cells, column.kind)


def _records(records: Iterable[Iterable[str]], flavour: Flavour) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer, delimiter=flavour.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n"
    )
    writer.writerows(records)
    return buffer.getvalue()
