"""One workbook holds every table for reading: as text, well formed, nothing cut in silence."""

import io
import re
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.workbooks import write_workbook

WORDS = ExportedTable(
    name="words",
    holds="Two cells a row.",
    key=("two",),
    columns=(
        ExportedColumn("one", "The first.", kind=ColumnKind.TEXT),
        ExportedColumn("two", "The second.", kind=ColumnKind.SPANS),
    ),
)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ESCAPE = re.compile("_x([0-9A-F]{4})_")
NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "{=1+1}",
    "http://example.org/",
    "mailto:a@example.org",
    "10-16",
    "2020-08-16",
    "007",
    "1E5",
    "TRUE",
    "#N/A",
    "'quoted'",
    " blanks ",
    "<b>&amp;</b>",
    "<r>&bad</r>",
    "<r><t>taken for mark-up</t></r>",
    "two\nlines\r\nand\ttabs",
    "_x0041_",
    "a\x0bb",
    "\ufffe\uffff",
    "👩‍👧 é \u202eright to left",
]


def workbook(cells: list[str], rows_of_a_sheet: int = 1_048_576) -> bytes:
    file = io.BytesIO()
    pages = [[(cell, "10-16")] for cell in cells]
    write_workbook(
        file, title="Belarus 2020", tables=[(WORDS, pages)], rows_of_a_sheet=rows_of_a_sheet
    )
    return file.getvalue()


def sheet(content: bytes, number: int) -> list[list[str]]:
    """The cells of a sheet that have something in them; all of them have to be text."""
    with ZipFile(io.BytesIO(content)) as opened:
        written = opened.read(f"xl/worksheets/sheet{number}.xml")
    root = ElementTree.fromstring(written)  # noqa: S314 (we wrote it)
    rows = []
    for row in root.iter(f"{MAIN}row"):
        cells = list(row.iter(f"{MAIN}c"))
        assert {cell.get("t") for cell in cells} <= {"inlineStr"}
        words = ["".join(text.text or "" for text in cell.iter(f"{MAIN}t")) for cell in cells]
        rows.append([ESCAPE.sub(lambda found: chr(int(found[1], 16)), one) for one in words])
    return rows


def readme(content: bytes) -> str:
    return "\n".join(row[0] for row in sheet(content, 1))


@pytest.mark.parametrize("cell", NASTY, ids=ascii)
def test_any_cell_is_text_and_what_it_was(cell: str) -> None:
    assert sheet(workbook([cell]), 2) == [["one", "two"], [cell, "10-16"]]


def test_the_first_sheet_says_that_it_is_for_reading() -> None:
    # when
    words = readme(workbook(["a", "b"]))

    # then
    assert words.startswith("The tables of “Belarus 2020”")
    assert "nothing in it comes back into Counterclaim" in words
    assert "words: 2 rows. Two cells a row." in words


def test_the_last_sheet_explains_every_column() -> None:
    assert sheet(workbook([]), 3)[1:] == [
        ["words", "one", "text", "The first.", ColumnKind.TEXT.words],
        ["words", "two", "spans", "The second.", ColumnKind.SPANS.words],
    ]


@pytest.mark.parametrize("character", ["a", "Ж", "👩"])
def test_what_a_cell_cannot_hold_is_marked_and_names_the_file(character: str) -> None:
    # given
    length = 32_767 if len(character.encode("utf-16-le")) == 2 else 16_383
    fits, too_long = character * length, character * (length + 1)

    # when
    content = workbook([fits, too_long])

    # then
    _, whole, shortened = sheet(content, 2)
    assert whole[0] == fits
    mark, _, beginning = shortened[0].partition("\n")
    assert mark == (
        f"[{length + 1:,} characters, more than a cell holds: the row of 10-16 in words.csv of the "
        "CSV export holds all of it. It begins:]"
    )
    assert too_long.startswith(beginning)
    assert len(beginning) > length - 200
    assert len(shortened[0].encode("utf-16-le")) <= 2 * 32_767
    assert "words: 2 rows. 1 shortened: words.csv of the CSV export holds all of it." in readme(
        content
    )


def test_a_full_sheet_says_what_is_not_in_it() -> None:
    # when
    content = workbook(["a", "b", "c", "d"], rows_of_a_sheet=4)

    # then
    assert [row[0] for row in sheet(content, 2)] == [
        "one",
        "a",
        "b",
        "[2 more rows: words.csv of the CSV export holds all of it]",
    ]
    assert "words: 4 rows. 2 of them do not fit: words.csv" in readme(content)


def test_a_sheet_that_is_just_full_says_nothing() -> None:
    # when
    content = workbook(["a", "b", "c"], rows_of_a_sheet=4)

    # then
    assert [row[0] for row in sheet(content, 2)] == ["one", "a", "b", "c"]
    assert "do not fit" not in readme(content)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert workbook(NASTY) == workbook(NASTY)
    assert workbook(["a"]) != workbook(["b"])
