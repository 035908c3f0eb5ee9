"""What a tool changed without changing the meaning comes back; so do files of earlier versions."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.exports.conftest import exported
from tests.exports.files import files_of, records, restored, written
from webapp.database import Database
from webapp.models import Article, RequiredField
from webapp.tables.order import TABLES
from webapp.tables.writers import Flavour


def shuffled_columns(content: bytes) -> bytes:
    rows = records(content)
    order = random.Random(7).sample(range(len(rows[0])), len(rows[0]))
    return written([[row[place] for place in order] for row in rows])


def reversed_rows(content: bytes) -> bytes:
    rows = records(content)
    return written([rows[0], *rows[:0:-1]])


def from_a_spreadsheet(content: bytes) -> bytes:
    """As Excel saves it where a comma is the decimal sign, with TRUE and 0,9 as 0.9."""
    words = {"true": "TRUE", "false": "FALSE", "0.9000": "0.9", "0.2500": "0.25"}
    rows = [[words.get(cell, cell) for cell in row] for row in records(content)]
    return written(rows, delimiter=";", mark="\ufeff")


@pytest.mark.parametrize("change", [shuffled_columns, from_a_spreadsheet])
def test_what_a_tool_changed_without_changing_the_meaning_comes_back(
    database: Database, change: Callable[[bytes], bytes]
) -> None:
    # when
    restored(database, {name: change(content) for name, content in files_of().items()})

    # then
    assert {
        table.name: exported(database, table.name, project="New") for table in TABLES
    } == files_of()


def without_mark(content: bytes) -> bytes:
    """As LibreOffice saves it: the guards stay, the byte order mark goes."""
    return content.decode().removeprefix("\ufeff").encode()


def with_separator_line(content: bytes) -> bytes:
    """As some programs tell Excel which separator to expect."""
    rows = records(without_mark(content))
    return "\ufeffsep=\t\r\n".encode() + written(rows, delimiter="\t")


def saved_by_excel(content: bytes) -> bytes:
    """What is no text loses what a number does not need."""
    rows = records(without_mark(content))
    shorter = {"0.9000": "0.9", "0.2500": "0.25"}
    return written([[shorter.get(cell, cell) for cell in row] for row in rows], mark="\ufeff")


@pytest.mark.parametrize("change", [without_mark, with_separator_line, saved_by_excel])
def test_guards_are_undone_whatever_saved_the_file(
    database: Database, change: Callable[[bytes], bytes]
) -> None:
    # given
    files = files_of(Flavour.EXCEL)

    # when
    restored(database, {name: change(content) for name, content in files.items()})

    # then
    assert {
        table.name: exported(database, table.name, project="New") for table in TABLES
    } == files_of()


def test_a_decimal_comma_comes_back(database: Database) -> None:
    # given
    files = files_of(Flavour.EXCEL_SEMICOLON)
    claims = files["claims"].replace(b'"0,9000"', b"0,9").replace(b'"0,2500"', b"0,25")

    # when
    restored(database, {**files, "claims": claims})

    # then
    assert exported(database, "claims", project="New") == files_of()["claims"]


def for_excel_of_earlier_versions(content: bytes) -> bytes:
    """Formulas alone had a guard then."""
    formulas = ("=", "+", "-", "@", "'", "\ufeff=")
    rows = [["'" * cell.startswith(formulas) + cell for cell in row] for row in records(content)]
    return written(rows, mark="\ufeff")


def test_files_for_excel_of_earlier_versions_come_back(database: Database) -> None:
    # given
    files = files_of()

    # when
    old = {name: for_excel_of_earlier_versions(content) for name, content in files.items()}
    restored(database, old)

    # then
    assert {table.name: exported(database, table.name, project="New") for table in TABLES} == files


def test_rows_may_stand_in_another_order(database: Database) -> None:
    # given
    files = files_of()

    # when
    restored(database, {**files, "claims": reversed_rows(files["claims"])})

    # then
    assert exported(database, "claims", project="New") == files["claims"]


def test_files_of_earlier_versions_without_furniture_still_come_back(database: Database) -> None:
    # given
    rows = records(files_of()["articles"])
    place = rows[0].index("furniture")
    older = {**files_of(), "articles": written([row[:place] + row[place + 1 :] for row in rows])}

    # when
    restored(database, older)

    # then
    with database.reading() as session:
        assert set(session.scalars(select(Article.furniture))) == {None}


def test_codebooks_of_earlier_versions_ask_for_no_more_than_always(database: Database) -> None:
    # given
    rows = records(files_of()["codebook"])
    place = rows[0].index("is_required")
    older = written([row[:place] + row[place + 1 :] for row in rows])

    # when
    restored(database, {**files_of(), "codebook": older})

    # then
    with database.reading() as session:
        assert session.scalars(select(RequiredField)).all() == []


def test_which_fields_a_codebook_asks_for_comes_back(database: Database) -> None:
    # when
    restored(database, files_of())

    # then
    with database.reading() as session:
        assert [one.field for one in session.scalars(select(RequiredField))] == ["certainty"]
