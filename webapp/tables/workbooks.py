"""All tables in one workbook, for reading: every cell is text, and nothing is cut in silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from webapp.tables.columns import ColumnKind, ExportedTable
from webapp.tables.explaining import LONGEST_CELL, ROWS_OF_A_SHEET, meaning
from webapp.tables.writers import Cells, Pages

MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001 (a workbook has no time zone)
"""When every workbook says it was made: none differs for the hour it was made in."""
FIRST_SHEET = "Read me"
LAST_SHEET = "Columns"
WIDTHS = {
    ColumnKind.TEXT: 40,
    ColumnKind.LIST: 40,
    ColumnKind.PEOPLE: 40,
    ColumnKind.ID: 18,
    ColumnKind.TIME: 25,
    ColumnKind.SPANS: 18,
}
"""In characters; other columns have a narrow one."""
NARROW = 14
ABOUT = """\
This workbook is for reading: nothing in it comes back into Counterclaim.
To take the tables elsewhere or to bring them back, export them as CSV: “For Excel” on the page \
Export is an archive of them.
Every cell is text, so that nothing is rewritten: 10-16 stays a span. To count with a column, turn \
it into numbers in a copy.
Empty cells are missing values. The sheet “Columns”, at the end, says what every column means."""


class _Book:
    """An open workbook and the ways in which its cells look."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.head = book.add_format({"num_format": "@", "bold": True})
        self.mark = book.add_format({"num_format": "@", "bg_color": "#FFF2CC", "valign": "top"})
        self.long = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})

    def sheet(self, name: str) -> Worksheet:
        """A new one, whose cells no program offers to turn into numbers or formulas."""
        sheet = self.book.add_worksheet(name)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS_OF_A_SHEET}"})
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, words: str, look: Format) -> None:
        """One cell of text, whatever it looks like."""
        if words.startswith("<r>") and words.endswith("</r>"):  # else taken for marked-up text
            sheet.write_rich_string(row, column, look, words[:1], words[1:], look)
        elif words:
            sheet.write_string(row, column, words, look)


def write_workbook(
    file: IO[bytes],
    *,
    title: str,
    tables: Iterable[tuple[ExportedTable, Pages]],
    rows_of_a_sheet: int = ROWS_OF_A_SHEET,
) -> None:
    """Write the workbook; its rows wait on the disk meanwhile, not in memory."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with TemporaryDirectory() as folder, Workbook(file, {**options, "tmpdir": folder}) as workbook:
        workbook.use_zip64()
        workbook.set_properties({"title": title, "created": MOMENT})
        book = _Book(workbook)
        first = book.sheet(FIRST_SHEET)
        held = [
            (table, _Sheet(book, table, rows_of_a_sheet).filled_with(pages))
            for table, pages in tables
        ]
        _write_first(book, first, title, [words for _, words in held])
        _write_columns(book, [table for table, _ in held])


class _Sheet:
    """The sheet of one table while its rows come."""

    def __init__(self, book: _Book, table: ExportedTable, rows_of_a_sheet: int) -> None:
        self.book = book
        self.table = table
        self.last_row = rows_of_a_sheet - 1
        self.sheet = book.sheet(table.name)
        self.shortened_count = 0

    def filled_with(self, pages: Pages) -> str:
        """Write all rows that fit; what the first sheet says of them."""
        self._write_header()
        number, last = 0, None
        for number, row in enumerate((row for page in pages for row in page), start=1):
            if number < self.last_row:
                self._write_row(number, row)
            elif number == self.last_row:
                last = row
        left_out = number - self.last_row + 1 if number > self.last_row else 0
        if left_out:
            self._mark(self.last_row, 0, f"[{left_out:,} more rows: {self._whereabouts}]")
        elif last is not None:
            self._write_row(self.last_row, last)
        self.sheet.autofilter(0, 0, min(number, self.last_row), len(self.table.columns) - 1)
        return self._told(number, left_out)

    @property
    def _whereabouts(self) -> str:
        return f"{self.table.file_name} of the CSV export holds all of it"

    def _write_header(self) -> None:
        for place, column in enumerate(self.table.columns):
            self.sheet.set_column(place, place, WIDTHS.get(column.kind, NARROW))
            self.book.write(self.sheet, 0, place, column.name, self.book.head)
        self.sheet.freeze_panes(1, 0)

    def _write_row(self, number: int, row: Cells) -> None:
        for place, words in enumerate(row):
            if _length(words) > LONGEST_CELL:
                self.shortened_count += 1
                self._mark(number, place, self._beginning(words, row))
            else:
                self.book.write(self.sheet, number, place, words, self.book.text)

    def _beginning(self, words: str, row: Cells) -> str:
        """As much as a cell takes, behind the mark that says so, and which row of the CSV it is."""
        key = " ".join(row[self.table.header.index(name)] for name in self.table.key)
        mark = (
            f"[{len(words):,} characters, more than a cell holds: the row of {_cut(key, 100)} in "
            f"{self._whereabouts}. It begins:]\n"
        )
        return mark + _cut(words, LONGEST_CELL - len(mark))

    def _mark(self, row: int, place: int, words: str) -> None:
        self.book.write(self.sheet, row, place, words, self.book.mark)

    def _told(self, row_count: int, left_out: int) -> str:
        told = f"{self.table.name}: {row_count:,} {'row' if row_count == 1 else 'rows'}."
        if left_out:
            told += f" {left_out:,} of them do not fit: {self._whereabouts}."
        if self.shortened_count:
            told += f" {self.shortened_count:,} shortened: {self._whereabouts}."
        return f"{told} {self.table.holds}"


def _write_first(book: _Book, sheet: Worksheet, title: str, tables: Iterable[str]) -> None:
    sheet.set_column(0, 0, 100)
    book.write(sheet, 0, 0, f"The tables of “{title}”, from Counterclaim", book.head)
    for row, words in enumerate([*ABOUT.split("\n"), *tables], start=1):
        book.write(sheet, row, 0, words, book.long)


def _write_columns(book: _Book, tables: Iterable[ExportedTable]) -> None:
    sheet = book.sheet(LAST_SHEET)
    rows = [("table", "column", "kind", "means", "is written as")]
    rows += [
        (table.name, column.name, column.kind.value, meaning(column), column.kind.words)
        for table in tables
        for column in table.columns
    ]
    for row, cells in enumerate(rows):
        for place, words in enumerate(cells):
            book.write(sheet, row, place, words, book.long if row else book.head)
    for place, width in enumerate((18, 24, 14, 60, 40)):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)


def _length(words: str) -> int:
    """As spreadsheets count: characters outside the first plane twice."""
    return len(words) if len(words) <= LONGEST_CELL // 2 else len(words.encode("utf-16-le")) // 2


def _cut(words: str, length: int) -> str:
    return words[:length].encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")
