"""What is written as CSV is read back as it was, and no spreadsheet takes it for a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.guards import unguarded
from webapp.tables.writers import Flavour, csv_chunks

TABLE = ExportedTable(
    name="words",
    holds="Two words a row.",
    key=("one",),
    columns=(
        ExportedColumn("one", "The first.", kind=ColumnKind.TEXT),
        ExportedColumn("=two", "The second.", kind=ColumnKind.TEXT),
    ),
)
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "−", "﹣")
TRIGGERS = (*SIGNS, "\t", "\r", "\n")
NASTY = [
    *[f"{trigger}1+1" for trigger in TRIGGERS],
    *[f"{blank}=1+1" for blank in (" ", "  ", "\ufeff", "\u200b", "\u00a0", "\x0b", " \ufeff ")],
    "'",
    "''",
    "'=1+1",
    "''=1+1",
    "'quoted'",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com","x")',
    '@SUM(1+1)*cmd|" /C calc"!A0',
    'she said "no", twice; and\r\nleft\rat\nonce',
    " leading and trailing ",
    "👩‍👧 é é \u202eright to left\u2028separated\x85next",
    "",
    ",",
    '"',
    "\\|",
]
cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


def written(flavour: Flavour, rows: list[tuple[str, str]]) -> str:
    return b"".join(csv_chunks(TABLE, flavour, [rows])).decode()


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def has_trigger(cell: str) -> bool:
    after_blanks = cell.lstrip(" \ufeff\u200b\u00a0\x0b")
    return cell.startswith(TRIGGERS) or after_blanks.startswith(SIGNS)


@pytest.mark.parametrize("cell", NASTY, ids=ascii)
def test_a_nasty_cell_is_guarded_and_comes_back(cell: str) -> None:
    # when
    row = read(written(Flavour.EXCEL, [(cell, cell)]))[1]

    # then
    assert [unguarded(one, ColumnKind.TEXT) for one in row] == [cell, cell]
    assert not any(has_trigger(one) for one in row)


@pytest.mark.parametrize("cell", NASTY, ids=ascii)
def test_the_file_for_data_tools_is_raw(cell: str) -> None:
    assert read(written(Flavour.DATA, [(cell, "x")]))[1] == [cell, "x"]


@given(st.lists(st.tuples(cells, cells)))
def test_any_rows_come_back_from_either_file(rows: list[tuple[str, str]]) -> None:
    # given
    expected = [list(row) for row in rows]

    # when
    raw = read(written(Flavour.DATA, rows))
    for_excel = read(written(Flavour.EXCEL, rows).removeprefix("\ufeff"))

    # then
    assert raw[1:] == expected
    assert [[unguarded(cell, ColumnKind.TEXT) for cell in row] for row in for_excel[1:]] == expected
    assert not any(has_trigger(cell) for row in for_excel for cell in row)


def test_a_header_is_guarded_too() -> None:
    assert read(written(Flavour.EXCEL, []))[0][1] == "'=two"


def test_records_end_in_crlf_and_every_cell_stands_in_quotation_marks() -> None:
    assert written(Flavour.DATA, [("a", "")]) == '"one","=two"\r\n"a",""\r\n'


def test_only_files_for_excel_start_with_a_mark() -> None:
    assert written(Flavour.EXCEL, []).startswith("\ufeff")
    assert written(Flavour.EXCEL_SEMICOLON, []).startswith("\ufeff")
    assert not written(Flavour.DATA, []).startswith("\ufeff")


def test_a_table_without_rows_is_its_header() -> None:
    assert b"".join(csv_chunks(TABLE, Flavour.DATA, [])) == b'"one","=two"\r\n'


def test_the_header_comes_before_any_row_is_asked_for() -> None:
    # given
    pages = iter([[("a", "")]])

    # when
    chunks = csv_chunks(TABLE, Flavour.DATA, pages)

    # then
    assert next(chunks) == b'"one","=two"\r\n'
    assert next(pages, None) is not None


def test_where_semicolons_separate_a_share_has_a_comma() -> None:
    # given
    table = ExportedTable(
        name="shares",
        holds="A share a row.",
        key=("name",),
        columns=(
            ExportedColumn("name", "What.", kind=ColumnKind.TEXT),
            ExportedColumn("share", "How much.", kind=ColumnKind.SHARE),
        ),
    )
    page = [("a;b", "0.9000")]

    # when
    lines = {one: b"".join(csv_chunks(table, one, [page])).decode() for one in Flavour}

    # then
    assert lines[Flavour.EXCEL_SEMICOLON].splitlines()[1] == '"a;b";"0,9000"'
    assert lines[Flavour.EXCEL].splitlines()[1] == '"a;b","0.9000"'
    assert lines[Flavour.DATA].splitlines()[1] == '"a;b","0.9000"'
