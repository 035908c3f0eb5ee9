"""CSV files as people send them: records, and the tables that once left a project.

What our writers wrote is read back exactly; what people changed in it is checked cell by cell.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from webapp.errors import Refusal
from webapp.tables.cells import canonical, own_id_of
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.excess import excess
from webapp.tables.guards import shows_guards, unguarded
from webapp.tables.writers import BYTE_ORDER_MARK

DELIMITERS = (",", ";", "\t")
_DELIMITER_LINE = re.compile(r'"?sep=([,;\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""A first line with which a file tells Excel what separates its cells."""
LONGEST_HEADER = 64_000
"""Bytes of a file in which the names of its columns stand."""
Row = Mapping[str, str]
"""The cells of a row by the names of their columns."""
SHOWN = 60
"""Characters of a cell that a message repeats."""
csv.field_size_limit(64_000_000)  # as long as an upload may be


@dataclass(frozen=True)
class Sheet:
    """An exported table that came back, each cell as our writers write it."""

    table: ExportedTable
    name: str
    """What the file is called."""
    sha256: str
    records: list[tuple[str, ...]]
    """The cells of each row, in the order of the table's columns."""
    lacks: frozenset[str] = frozenset()
    """The columns that the file of an earlier version does not have."""

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row with the number that a spreadsheet shows beside it."""
        for number, cells in enumerate(self.records, start=2):
            yield number, dict(zip(self.table.header, cells, strict=True))

    def values(self, column: str) -> set[str]:
        """Every value of a column."""
        place = self.table.header.index(column)
        return {cells[place] for cells in self.records}

    def refusal(self, number: int, words: str) -> Refusal:
        """Why the file cannot be taken, with the row that says so."""
        return Refusal(f"{self.name}, row {number}: {words}")


def records(
    text: str, *, name: str, delimiter: str | None = None, first_line: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """Every record with the line that it starts in; blank lines are passed over."""
    separator = delimiter or _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = first_line
    try:
        for cells in reader:
            if cells:
                yield start, cells
            start = reader.line_num + first_line
    except csv.Error as broken:
        raise Refusal(
            f"{name}, line {start}: a quotation mark is not closed, or something follows it "
            "that is no separator. Correct the row and send the file again."
        ) from broken


def header_of(content: bytes) -> list[str]:
    """The names of a file's columns by its first line."""
    start = content[:LONGEST_HEADER].decode("utf-8", "replace").removeprefix(BYTE_ORDER_MARK)
    delimiter, rest = _separated(start)
    header = next(csv.reader([_first_line(rest)], delimiter=delimiter), [])
    return [unguarded(cell, ColumnKind.TEXT) for cell in header]


def sheet_of(content: bytes, *, name: str, table: ExportedTable) -> Sheet:
    """The rows of a table's file; refuses what our writers would not have written."""
    text = _decoded(content, name=name)
    is_guarded = text.startswith(BYTE_ORDER_MARK)
    text = text.removeprefix(BYTE_ORDER_MARK)
    delimiter, rest = _separated(text)
    first_line = 1 if rest == text else 2
    found = records(rest, name=name, delimiter=delimiter, first_line=first_line)
    header = [unguarded(cell, ColumnKind.TEXT) for cell in next(found, (1, []))[1]]
    order = _order(header, table, name=name)
    lacks = frozenset(table.header).difference(header)
    sheet = Sheet(table, name, hashlib.sha256(content).hexdigest(), [], lacks)
    same: dict[str, str] = {}  # most cells say what another one says: keep one copy of each
    keys: dict[tuple[str, ...], int] = {}
    for number, (_, cells) in enumerate(found, start=2):
        if len(cells) != len(header):
            words = f"it has {len(cells)} cells, the header {len(header)}. Correct the row."
            raise sheet.refusal(number, words)
        pairs = [
            (column, _cell(cells, place))
            for place, column in zip(order, table.columns, strict=True)
        ]
        if is_guarded or any(shows_guards(cell, column.kind) for column, cell in pairs):
            pairs = [(column, unguarded(cell, column.kind)) for column, cell in pairs]
        row = tuple(_checked(column, cell, sheet, number) for column, cell in pairs)
        _refuse_twin(sheet, keys, row, number)
        sheet.records.append(tuple(same.setdefault(cell, cell) for cell in row))
    return sheet


def _separated(text: str) -> tuple[str, str]:
    """What separates the cells, and the text without the line that may say so."""
    said = _DELIMITER_LINE.match(text)
    return (said[1], text[said.end() :]) if said else (_delimiter(text), text)


def _delimiter(text: str) -> str:
    """The separator that the header uses most."""
    return max(DELIMITERS, key=_first_line(text).count)


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0].split("\r", 1)[0]


def _decoded(content: bytes, *, name: str) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError as broken:
        raise Refusal(
            f"{name}: byte {broken.start} is not UTF-8. A spreadsheet has to save it as "
            "“CSV UTF-8”."
        ) from broken
    if "\0" in text:
        raise Refusal(f"{name}: there is a NUL character in it, which is no text.")
    return text


def _cell(cells: Sequence[str], place: int | None) -> str:
    """The cell at a place; empty where the file lacks its column."""
    return "" if place is None else cells[place]


def _order(header: list[str], table: ExportedTable, *, name: str) -> list[int | None]:
    """Where each column of the table stands in the file; None for one that came later."""
    missing = [
        column.name for column in table.columns if column.name not in header and not column.is_later
    ]
    if missing:
        raise Refusal(f"{name}, row 1: the column {', '.join(missing)} is missing.")
    odd = next((one for one in header if one not in table.header or header.count(one) > 1), None)
    if odd is not None:
        raise Refusal(f"{name}, row 1: there is a column “{odd[:SHOWN]}” too many.")
    return [header.index(column) if column in header else None for column in table.header]


def _checked(column: ExportedColumn, cell: str, sheet: Sheet, number: int) -> str:
    """The cell as our writers write it."""
    if not cell:
        if column.is_needed:
            raise sheet.refusal(number, f"{column.name} is empty.")
        return cell
    try:
        said = _canonical(column, cell, sheet.table)
    except ValueError as wrong:
        wanted = ", ".join(column.values) if column.values else column.kind.words
        words = f"{column.name} is “{cell[:SHOWN]}”, and has to be "
        raise sheet.refusal(number, f"{words}{'one of ' * bool(column.values)}{wanted}.") from wrong
    problem = excess(column, said)
    if problem:
        raise sheet.refusal(number, f"{column.name} {problem}.")
    return said


def _canonical(column: ExportedColumn, cell: str, table: ExportedTable) -> str:
    if column.values:
        return column.values(cell).value
    if column.kind is ColumnKind.ID and column.name in table.key and not column.refers:
        return own_id_of(cell)
    return canonical(column.kind, cell)


def _refuse_twin(
    sheet: Sheet, keys: dict[tuple[str, ...], int], row: tuple[str, ...], number: int
) -> None:
    table = sheet.table
    key = tuple(row[table.header.index(name)] for name in table.key)
    first = keys.setdefault(key, number)
    if first != number:
        names = " and ".join(f"{name} {value}" for name, value in zip(table.key, key, strict=True))
        raise sheet.refusal(number, f"{names} stands in row {first} already.")
