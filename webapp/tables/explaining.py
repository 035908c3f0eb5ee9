"""Plain text that leaves with the tables: what they are, how they open, what each column means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.writers import Flavour

LONGEST_CELL = 32_767
"""Characters, counted as UTF-16 does, that a spreadsheet takes into a cell."""
ROWS_OF_A_SHEET = 1_048_576
"""With the header."""
FOLDER = "tables"
DICTIONARY = "data-dictionary.txt"
PACKAGE = "datapackage.json"
_GUARDED = f"""\
An apostrophe stands before each cell that Excel would rewrite, such as a day or the span 10-16.
Take that one apostrophe away, and the cell is what it was. Excel takes {LONGEST_CELL:,} characters
into a cell and {ROWS_OF_A_SHEET:,} rows into a sheet, and saves no more: articles.csv holds whole
texts, so look at them there and keep that file as it is."""
HOW_TO_OPEN = {
    Flavour.EXCEL: f"A double click opens a table in Excel.\n{_GUARDED}",
    Flavour.EXCEL_SEMICOLON: "A double click opens a table in Excel where it expects semicolons "
    f"between cells and\na comma in numbers.\n{_GUARDED}",
    Flavour.DATA: """\
The tables are raw: UTF-8, commas, every cell between quotation marks, CRLF after each row. An empty
cell is a missing value. A program should read all columns as text first; datapackage.json names
their types. Open them in a spreadsheet only from an export “For Excel”: it would take cells for
formulas here, and spans for days.""",
}


def readme(title: str, flavour: Flavour, tables: Iterable[ExportedTable]) -> str:
    """The page to start with."""
    return f"""\
The tables of “{title}”, from Counterclaim

{_listed(tables)}

{DICTIONARY} says what every column means, {PACKAGE} says it to programs.

How they open

{HOW_TO_OPEN[flavour]}

How they come back

Unpack the archive and send all files of the folder “{FOLDER}” together, as an import into an empty
project. It exports the same tables then. Archives themselves are never opened.
"""


def data_dictionary(tables: Iterable[ExportedTable]) -> str:
    """Every table with its columns."""
    kinds = "\n".join(f"{kind.value}: {kind.words}" for kind in ColumnKind)
    parts = [f"How cells are written\n\n{kinds}", *map(_explained, tables)]
    return "\n\n\n".join(parts) + "\n"


def meaning(column: ExportedColumn) -> str:
    """What the column means, with the values that it can have if their set is closed."""
    if column.values is None:
        return column.meaning
    return f"{column.meaning} One of {', '.join(value.value for value in column.values)}."


def _listed(tables: Iterable[ExportedTable]) -> str:
    return "\n".join(f"{FOLDER}/{table.file_name}\n    {table.holds}" for table in tables)


def _explained(table: ExportedTable) -> str:
    return "\n".join([table.file_name, "", table.holds, "", *_columns(table)])


def _columns(table: ExportedTable) -> Iterator[str]:
    for column in table.columns:
        yield f"{column.name} ({column.kind.value})"
        yield f"    {meaning(column)}"
