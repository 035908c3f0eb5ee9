"""Writes docs/data-dictionary.md: `python -m tests.architecture.dictionary_page`."""

import inspect
import re
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Table as DatabaseTable

from webapp import vocabulary
from webapp.models import Base
from webapp.tables.agreement import AGREEMENT
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.order import EXPORTS
from webapp.tables.outlets import OUTLETS
from webapp.tables.projects import PROJECTS

TYPES = {"UTCDateTime": "time", "LargeBinary": "bytes", "Enum": "closed set"}
PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
INTRODUCTION = """\
# Data dictionary

What every column means: of the tables that leave a project as CSV, and of the database. This page
is written from the code by `python -m tests.architecture.dictionary_page`; a test compares the two.

## The files

Each table leaves as one file, from the page *Export* or by `counterclaim export`. The files are
UTF-8 as RFC 4180 says it: a header, CRLF after every record, every cell between quotation marks, a
quotation mark in a cell written twice. An empty cell is a missing value. The same data gives the
same bytes, on SQLite and on PostgreSQL: text sorts by code point.

- **For data tools** the file is raw.
- **For Excel** it starts with a byte order mark, so that a double click shows every letter right,
  and an apostrophe stands before each cell that a spreadsheet would rewrite. That is every day,
  time, span and truth; and elsewhere what a spreadsheet would take for a formula (a cell that
  starts with `=`, `+`, `-` or `@` in any width, with a tab, a line end or an apostrophe, or with
  blanks before one of these signs), for a day, a time or an amount (`10-16`, `16 August 2020`,
  `MARCH1`, `5 EUR`), for a number that it writes otherwise (`007`, `1E5`, twelve digits or more),
  for a truth or for an error (`TRUE`, `#N/A`). Take that one apostrophe away, and the cell is what
  it was. Whole numbers, shares and figures have none, so that they can be counted with.
- **For Excel with semicolons** it is the same file with `;` between the cells and a comma in shares
  (`0,9000`), for places where Excel expects both.

Each of them comes back as an import. So does what a spreadsheet saved of them as CSV: with commas,
semicolons or tabs, with a first line `sep=;`, with or without the mark.

Rows come by the date of their article (undated articles last), then by article, by the place in
its text, by claim. Ids are random and stay the same for ever; no key of the database leaves.
People stand under pseudonyms that are drawn at random in each project, unless a manager asks for
their names. In a project with several annotators per claim an annotator's export holds what that
annotator may see: their own answers, and the sources that they have named.

How cells are written:

| kind | reads |
| --- | --- |
"""


def dictionary_page() -> str:
    """The page as it should be."""
    kinds = [f"| {kind.value} | {_escaped(kind.words)} |" for kind in ColumnKind]
    parts = [
        INTRODUCTION + "\n".join(kinds),
        *(_table(query.table) for query in EXPORTS.values()),
        "## Figures\n\nCounted from the tables above, for the pages *Outlets by type of source* "
        "and *Agreement*. They leave as files of the same kind, and never come back.",
        _table(OUTLETS),
        _table(AGREEMENT),
        "## For programs\n\nWhat [the API](api.md) tells of the project besides the tables above, "
        "whose columns it gives under the same names. No file has it.",
        _table(PROJECTS, PROJECTS.name),
        "## Closed sets\n\nTheir values are fixed by the program. All other codes are rows of the "
        "project’s codebook: see `codebook.csv`.",
        *(_closed_set(values) for values in _closed_sets()),
        "## The database\n\nWhat `COUNTERCLAIM_DATABASE_URL` names. Backups hold all of it but "
        "who is signed in.",
        *(_stored(table) for table in Base.metadata.sorted_tables),
    ]
    return "\n\n".join(parts) + "\n"


def _table(table: ExportedTable, called: str = "") -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    lines = [_line(f"`{one.name}`", one.kind.value, _meaning(one)) for one in table.columns]
    head = [_line("column", "kind", "means"), _line("---", "---", "---")]
    return "\n".join(
        [f"### {called or table.file_name}", "", f"{table.holds} Key: {key}.", "", *head, *lines]
    )


def _meaning(column: ExportedColumn) -> str:
    if column.values is None:
        return column.meaning
    return f"{column.meaning} One of {', '.join(f'`{value}`' for value in column.values)}."


def _closed_sets() -> list[type[StrEnum]]:
    return [
        found
        for found in vars(vocabulary).values()
        if inspect.isclass(found) and issubclass(found, StrEnum) and found is not StrEnum
    ]


def _closed_set(values: type[StrEnum]) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", values.__name__)
    names = ", ".join(f"`{value}`" for value in values)
    return f"**{words.capitalize()}**: {inspect.getdoc(values)} {names}."


def _stored(table: DatabaseTable) -> str:
    mappers = (one for one in Base.registry.mappers if one.local_table is table)
    model = next(one.class_ for one in mappers if one.inherits is None)
    head = [_line("column", "type", "empty", "names a row of"), _line(*["---"] * 4)]
    lines = [
        _line(
            f"`{column.name}`",
            TYPES.get(type(column.type).__name__, type(column.type).__name__.lower()),
            "may be" if column.nullable else "",
            ", ".join(sorted(key.column.table.name for key in column.foreign_keys)),
        )
        for column in table.columns
    ]
    first = (inspect.getdoc(model) or "").splitlines()[0]
    return "\n".join([f"### {table.name}", "", first, "", *head, *lines])


def _line(*cells: str) -> str:
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(words: str) -> str:
    return words.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(dictionary_page(), "utf-8")
