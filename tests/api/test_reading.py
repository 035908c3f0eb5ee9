"""What programs read: the rows of the exported tables, a page at a time."""

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.api.asking import Program, program_of
from tests.databases import BOTH
from tests.exports.conftest import exported
from webapp.database import Database
from webapp.models import Article, Claim
from webapp.models.base import utc_now
from webapp.rules.stored_claims import store_claims
from webapp.tables.json_values import value_in_json
from webapp.tables.order import BY_NAME

LISTS = {
    "articles": ("/articles", "/articles?withdrawn=true"),
    "claims": ("/claims", "/claims?replaced=true"),
    "sources": ("/sources",),
    "disputes": ("/disputes",),
    "accounts": ("/accounts",),
    "dispute_claims": ("/dispute-claims",),
}
READERS = ("mona", "anna", "otto")
pytestmark = pytest.mark.on(*BOTH)


def rows_of_file(database: Database, table: str, viewer: str) -> list[dict[str, object]]:
    """The rows of the file that the member takes away, each cell as it reads in JSON."""
    file = io.StringIO(exported(database, table, viewer=viewer).decode(), newline="")
    kinds = {column.name: column.kind for column in BY_NAME[table].columns}
    return [
        {name: value_in_json(kinds[name], cell) for name, cell in row.items()}
        for row in csv.DictReader(file)
    ]


@pytest.mark.parametrize("viewer", READERS)
@pytest.mark.parametrize("table", LISTS)
def test_a_program_reads_the_rows_that_its_owner_exports(
    app: Flask, database: Database, project: str, table: str, viewer: str
) -> None:
    # given
    program, key = program_of(app, database, viewer, project), BY_NAME[table].key[0]
    wanted = {row[key]: row for row in rows_of_file(database, table, viewer)}

    # when
    found = [row for path in LISTS[table] for row in program.rows(path)]

    # then
    assert found
    assert {row[key] for row in found} == wanted.keys()
    for row in found:
        whole = wanted[row[key]]
        assert row == {name: whole[name] for name in row}
        left_out = whole.keys() - row.keys()
        assert left_out == ({"text", "furniture"} if table == "articles" else set())


@pytest.mark.parametrize("table", LISTS)
def test_pages_of_any_size_have_the_same_rows_in_the_same_order(monas: Program, table: str) -> None:
    # given
    path = LISTS[table][0]
    at_once = monas.rows(path)

    # when
    one_by_one = monas.pages(f"{path}?limit=1")

    # then
    assert [len(page) for page in one_by_one] == [1] * len(at_once)
    assert [row for page in one_by_one for row in page] == at_once


@pytest.mark.parametrize("table", LISTS)
def test_every_row_of_a_list_is_read_by_its_id(monas: Program, table: str) -> None:
    # given
    key = BY_NAME[table].key[0]

    # when / then
    for path in LISTS[table]:
        for row in monas.rows(path):
            assert monas.read(f"{path.partition('?')[0]}/{row[key]}") == row


def test_claims_come_in_reading_order_as_they_are_exported(
    monas: Program, database: Database
) -> None:
    # given
    ids = [row["claim_id"] for row in rows_of_file(database, "claims", "mona")]

    # when
    found = [row["claim_id"] for row in monas.rows("/claims?limit=2")]

    # then
    assert found == [one for one in ids if one in found]


def test_a_text_is_read_alone_and_is_what_the_spans_count(monas: Program) -> None:
    # given
    claim = next(row for row in monas.rows("/claims") if row["content_spans"])

    # when
    text = monas.read(f"/articles/{claim['article_id']}/text")

    # then
    start, end = claim["content_spans"][0]
    assert text["text"][start:end] == claim["content"][0]
    assert text["text_sha256"] == claim["text_sha256"]
    assert set(text) == {"article_id", "is_sensitive", "text_sha256", "text", "furniture"}


def test_the_claims_of_one_article_come_alone(monas: Program) -> None:
    # given
    rows = monas.rows("/claims")
    article = rows[0]["article_id"]

    # when
    found = monas.rows(f"/claims?limit=1&article_id={article}")

    # then
    assert found == [row for row in rows if row["article_id"] == article]
    assert len(found) < len(rows)
    assert monas.rows("/claims?article_id=bcdfghjkmnpqrstv") == []


@pytest.mark.parametrize("table", ["accounts", "dispute_claims"])
def test_what_belongs_to_one_dispute_comes_alone(monas: Program, table: str) -> None:
    # given
    (path,) = LISTS[table]
    rows = monas.rows(path)
    dispute = rows[0]["dispute_id"]

    # when
    found = monas.rows(f"{path}?limit=1&dispute_id={dispute}")

    # then
    assert found == [row for row in rows if row["dispute_id"] == dispute]
    assert monas.rows(f"{path}?dispute_id=bcdfghjkmnpqrstv") == []


def test_what_is_withdrawn_is_asked_for_by_name(monas: Program, database: Database) -> None:
    # given
    article = monas.rows("/claims")[0]["article_id"]
    with database.transaction() as session:
        row = session.scalars(select(Article).where(Article.public_id == article)).one()
        values = {"withdrawn_at": utc_now(), "withdrawn_because": "Not ours"}
        session.execute(update(Article).where(Article.id == row.id).values(values))
        session.expire_all()
        store_claims(session, list(session.scalars(select(Claim.id).filter_by(article_id=row.id))))

    # when
    in_work = {row["article_id"] for row in monas.rows("/articles")}
    out = {row["article_id"] for row in monas.rows("/articles?withdrawn=true")}

    # then
    assert article in out - in_work
    assert article not in {row["article_id"] for row in monas.rows("/claims")}
    assert article in {row["article_id"] for row in monas.rows("/claims?replaced=true")}
    assert monas.read(f"/articles/{article}")["withdrawn_at"]


def test_a_program_learns_which_project_it_reads(monas: Program, project: str) -> None:
    # when
    found = monas.read("/api/v1/projects")

    # then
    assert [row["name"] for row in found["rows"]] == [project]
    assert found["next"] is None
    assert monas.read("") == found["rows"][0]


def test_the_next_address_is_the_one_that_people_type(app: Flask, monas: Program) -> None:
    # given
    app.config["PUBLIC_URL"] = "https://claims.example.org/desk"

    # when
    following = monas.read("/claims?limit=1")["next"]

    # then
    assert following.startswith(
        f"https://claims.example.org/desk{monas.base}/claims?limit=1&after="
    )
