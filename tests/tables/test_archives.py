"""One archive holds every table and what explains it, the same to the byte each time."""

import io
import json
from zipfile import ZipFile

import pytest

from webapp.tables.archives import write_archive
from webapp.tables.claims import CLAIMS
from webapp.tables.order import TABLES
from webapp.tables.sources import SOURCES
from webapp.tables.writers import Flavour, csv_chunks

KNOWN = {"claim_id": "k3jd8fj2k1s9d0ap", "cue_spans": "10-16", "confidence": "0.9000"}
PAGES = [[[KNOWN.get(name, "") for name in CLAIMS.header]]]
GUARDED_TYPES = {"string", "integer", "number"}


def archive(flavour: Flavour = Flavour.EXCEL) -> bytes:
    file = io.BytesIO()
    tables = [(CLAIMS, PAGES), (SOURCES, [])]
    write_archive(file, title="Belarus 2020", flavour=flavour, tables=tables)
    return file.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("flavour", Flavour)
def test_the_tables_in_it_are_those_that_leave_alone(flavour: Flavour) -> None:
    # when
    found = members(archive(flavour))

    # then
    assert list(found) == [
        "README.txt",
        "data-dictionary.txt",
        "datapackage.json",
        "tables/claims.csv",
        "tables/sources.csv",
    ]
    assert found["tables/claims.csv"] == b"".join(csv_chunks(CLAIMS, flavour, PAGES))
    assert found["tables/sources.csv"] == b"".join(csv_chunks(SOURCES, flavour, []))


def test_the_same_rows_give_the_same_bytes() -> None:
    assert archive() == archive()
    assert archive() != archive(Flavour.DATA)


def test_no_member_says_when_it_was_written() -> None:
    with ZipFile(io.BytesIO(archive())) as opened:
        assert {member.date_time for member in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("flavour", "words"),
    [
        (Flavour.EXCEL, "Take that one apostrophe away"),
        (Flavour.EXCEL_SEMICOLON, "expects semicolons"),
        (Flavour.DATA, "The tables are raw"),
    ],
)
def test_it_says_how_to_open_what_is_in_it(flavour: Flavour, words: str) -> None:
    # when
    readme = members(archive(flavour))["README.txt"].decode()

    # then
    assert words in readme
    assert "The tables of “Belarus 2020”" in readme
    assert "Archives themselves are never opened." in readme


def test_the_dictionary_explains_every_column() -> None:
    # when
    words = members(archive())["data-dictionary.txt"].decode()

    # then
    for column in (*CLAIMS.columns, *SOURCES.columns):
        assert f"\n{column.name} ({column.kind.value})\n    {column.meaning}" in words


def described(flavour: Flavour) -> dict[str, object]:
    found: dict[str, object] = json.loads(members(archive(flavour))["datapackage.json"])
    return found


def types_of(package: dict[str, object]) -> dict[str, str]:
    assert isinstance(package["resources"], list)
    fields = package["resources"][0]["schema"]["fields"]
    return {field["name"]: field["type"] for field in fields}


def test_programs_read_the_types_of_raw_columns() -> None:
    # when
    types = types_of(described(Flavour.DATA))

    # then
    assert list(types) == list(CLAIMS.header)
    assert types["published_on"] == "date"
    assert types["created_at"] == "datetime"
    assert types["confidence"] == "number"
    assert types["cue_spans"] == "string"
    assert "x-formula-guard" not in described(Flavour.DATA)


def test_programs_are_told_of_the_guard() -> None:
    # when
    package = described(Flavour.EXCEL_SEMICOLON)

    # then
    assert package["x-formula-guard"] == "'"
    assert set(types_of(package).values()) <= GUARDED_TYPES
    assert "date" not in types_of(package).values()


def test_every_table_can_be_described() -> None:
    # given
    file = io.BytesIO()

    # when
    write_archive(file, title="All", flavour=Flavour.DATA, tables=[(table, ()) for table in TABLES])

    # then
    package = json.loads(members(file.getvalue())["datapackage.json"])
    names = {resource["name"]: resource for resource in package["resources"]}
    assert list(names) == [table.name for table in TABLES]
    homes = {
        key["reference"]["resource"]
        for resource in names.values()
        for key in resource["schema"].get("foreignKeys", ())
    }
    assert homes - {""} <= set(names)
