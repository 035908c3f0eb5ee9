"""Rows of .csv files as people send them: what is broken is one row, and no more."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from webapp.errors import Refusal, TooLarge
from webapp.tables.readers import DELIMITERS

SEPARATORS = (*DELIMITERS, "|")
MOST_EMPTY = 2_000_000
"""Rows of delimiters alone: a spreadsheet has room for a million."""
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)

Row = tuple[int, list[str]]
"""The cells of a row, with the line that it starts in."""


def filled_rows(text: str, *, name: str) -> Iterator[Row | Refusal]:
    """The rows that hold more than delimiters, and why others are none.

    A line such as `sep=;` may stand above them. Refuses to go on where there seem to be no more.
    """
    empty = 0
    for row in _rows(text, name=name):
        if isinstance(row, Refusal) or any(cell.strip() for cell in row[1] if cell):
            yield row
            continue
        empty += 1
        if empty > MOST_EMPTY:
            yield TooLarge(f"{name}, line {row[0]}: more than {MOST_EMPTY:,} rows are empty.")
            return


def _rows(text: str, *, name: str) -> Iterator[Row | Refusal]:
    """Every row with the line that it starts in, and why one is none; the next one follows it.

    Where a row that is broken spans several lines, nobody knows where the next one begins.
    """
    said = _SEPARATOR_LINE.match(text)
    rest, first_line = (text[said.end() :], 2) if said else (text, 1)
    header = rest.lstrip("\r\n").split("\n", 1)[0].split("\r", 1)[0]
    separator = said[1] if said else max(SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=separator, strict=True)
    start = first_line
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            is_one_line = reader.line_num + first_line - 1 == start
            yield Refusal(
                f"{name}, line {start}: a quotation mark is not closed, or something follows it "
                "that is no separator. Correct the row and send the file again."
                + ("" if is_one_line else " What follows was not read.")
            )
            if not is_one_line:
                return
            cells = []
        if cells:
            yield start, cells
        start = reader.line_num + first_line
