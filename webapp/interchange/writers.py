"""Tables as CSV files, for spreadsheets and for tools: the same rows, guarded or raw.

A spreadsheet takes a cell that starts with `=` and the like for a formula, even between quotation
marks. The file for Excel has an apostrophe before such a cell, and before one that starts with an
apostrophe itself: so taking one away gives back exactly what was there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from webapp.interchange.columns import Table

BYTE_ORDER_MARK = "\ufeff"
GUARD = "'"
# Blanks and marks that a program may pass over before it reads a sign; signs in other widths.
_TRIGGER = re.compile(
    r"['\t\r\n]|[\s\x00-\x20\ufeff\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b]"
)

Row = Mapping[str, str]
"""Cells by the names of their columns; a column that is not named is empty."""


class Flavour(StrEnum):
    """Whom a file is for."""

    EXCEL = "excel"
    DATA = "data"

    @property
    def label(self) -> str:
        """In words."""
        return "For Excel" if self is Flavour.EXCEL else "For data tools"


def csv_chunks(table: Table, flavour: Flavour, pages: Iterable[Iterable[Row]]) -> Iterator[bytes]:
    """The file piece by piece: its header at once, then a piece per page of rows."""
    mark = BYTE_ORDER_MARK if flavour is Flavour.EXCEL else ""
    yield (mark + _records([table.header], flavour)).encode()
    for page in pages:
        cells = ([row.get(name, "") for name in table.header] for row in page)
        yield _records(cells, flavour).encode()


def _records(records: Iterable[Iterable[str]], flavour: Flavour) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for cells in records:
        writer.writerow(map(guarded, cells) if flavour is Flavour.EXCEL else cells)
    return buffer.getvalue()


def guarded(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula."""
    return GUARD + cell if _TRIGGER.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the one guard that it has, if it has one."""
    return cell[1:] if cell.startswith(GUARD) and _TRIGGER.match(cell[1:]) else cell
