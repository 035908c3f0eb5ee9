"""The rows that leave: the same bytes on either database, and nothing that blindness hides."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, select

from tests.exports.conftest import exported
from tests.making import CONTENT, make_article, make_claim, make_claims
from webapp.database import Database
from webapp.models import Article, Claim, Project
from webapp.rules.locking import lock_complete_claims
from webapp.rules.stored_claims import store_claims
from webapp.tables.cells import list_of, spans_of
from webapp.tables.exporting import pages_of
from webapp.tables.order import EXPORTS, TABLES
from webapp.tables.scope import Scope
from webapp.tables.writers import Flavour

EXPECTED = Path(__file__).parent / "expected"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("flavour", Flavour)
@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_the_same_rows_give_the_same_bytes(
    database: Database, project: str, table: str, flavour: Flavour
) -> None:
    assert (
        exported(database, table, flavour=flavour)
        == (EXPECTED / f"{table}-{flavour.value}.csv").read_bytes()
    )


def test_quotes_are_the_words_of_the_text_at_their_places(database: Database, project: str) -> None:
    # given
    texts = {row["article_id"]: row["text"] for row in rows(exported(database, "articles"))}

    # when
    claims = rows(exported(database, "claims"))

    # then
    pairs = (("content", "content_spans"), ("cue", "cue_spans"), ("source_text", "source_spans"))
    assert len(claims) == 6
    assert [
        (claim["claim_id"], words)
        for claim in claims
        for words, spans in pairs
        if list_of(claim[words])
        != [texts[claim["article_id"]][start:end] for start, end in spans_of(claim[spans])]
    ] == []


def test_claims_come_by_date_article_and_place(database: Database, project: str) -> None:
    assert [row["claim_id"] for row in rows(exported(database, "claims"))] == [
        "claimdevice00000",
        "claimhole0000000",
        "claimmerged00000",
        "claimsucceeds000",
        "claimnever000000",
        "claimundated0000",
    ]


def test_final_tags_are_those_of_equal_submissions(database: Database, project: str) -> None:
    # when
    device, hole, *_, never, _ = rows(exported(database, "claims"))

    # then
    assert (device["final_by"], device["annotator_count"]) == ("unanimous", "2")
    assert list_of(device["source_name"]) == ["The government", "Ёлка, his partner"]
    assert (device["stance"], device["stance_target"]) == ("support", "content")
    assert device["updated_at"] == "2020-08-16T10:01:00.123Z"
    assert (hole["final_by"], hole["stance"]) == ("single", "hints")  # into which “deny” is merged
    assert (never["final_by"], never["annotator_count"], never["stance"]) == ("unresolved", "0", "")


def test_open_disagreement_is_unresolved_and_says_nothing(database: Database, project: str) -> None:
    # given
    with database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == "claimdevice00000")).one()
        claim.annotations[0].stance = "query"
        session.flush()
        store_claims(session, [claim.id])

    # when
    device = rows(exported(database, "claims"))[0]

    # then
    assert (device["final_by"], device["annotator_count"]) == ("unresolved", "2")
    assert {device[name] for name in ("stance", "source_name", "note", "codebook_version")} == {""}


def test_an_annotation_has_a_row_per_field(database: Database, project: str) -> None:
    # when
    answers = rows(exported(database, "annotations"))

    # then
    assert len(answers) == 5 * 8
    assert {row["field"]: row["value"] for row in answers[:8]} == {
        "source": "sourcegovernment|sourcepartner000",
        "source_type": "government",
        "stance": "support",
        "dispute_status": "disputed",
        "certainty": "certain",
        "source_role": "",
        "source_naming": "",
        "quote_form": "",
    }
    assert {row["annotator"] for row in answers} == {"calm-anna-0001", "calm-otto-0001"}


def test_names_take_the_place_of_pseudonyms_where_they_are_asked_for(
    database: Database, project: str
) -> None:
    # when
    answers = rows(exported(database, "annotations", with_names=True))

    # then
    assert {row["annotator"] for row in answers} == {"Name of anna (anna)", "Name of otto (otto)"}


def test_no_name_and_no_key_is_in_the_usual_files(database: Database, project: str) -> None:
    # when
    files = b"".join(exported(database, table.name) for table in TABLES)

    # then
    assert b"Name of" not in files
    assert "username" not in files.decode()


def blind(database: Database, annotators: int = 2) -> None:
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        project.annotators_per_claim = annotators
        session.flush()
        lock_complete_claims(session, project)


def test_a_blind_annotator_takes_away_their_own_answers_alone(
    database: Database, project: str
) -> None:
    # given
    blind(database, annotators=3)

    # when
    answers = rows(exported(database, "annotations", viewer="otto"))
    device, hole, *_ = rows(exported(database, "claims", viewer="otto"))

    # then
    assert {row["annotation_id"] for row in answers} == {"answerotto100000", "answerotto200000"}
    assert (device["final_by"], device["annotator_count"]) == ("unresolved", "1")
    assert (hole["final_by"], hole["annotator_count"]) == ("unresolved", "0")
    assert {hole[name] for name in ("stance", "source_name", "note")} == {""}
    assert hole["updated_at"] == "2020-08-16T09:42:00.123Z"


def test_what_is_settled_leaves_with_everybody(database: Database, project: str) -> None:
    # given
    blind(database)

    # when
    answers = rows(exported(database, "annotations", viewer="otto"))
    device, hole, *_ = rows(exported(database, "claims", viewer="otto"))
    all_device, all_hole, *_ = rows(exported(database, "claims"))

    # then
    assert {row["annotation_id"] for row in answers if row["annotator"] != "calm-otto-0001"} == {
        "answeranna100000"
    }
    assert (device["final_by"], device["annotator_count"]) == ("unanimous", "2")
    assert device["note"] == all_device["note"]
    assert (all_hole["final_by"], hole["final_by"]) == ("single", "unresolved")


@pytest.mark.parametrize(
    ("viewer", "sees"), [("anna", False), ("otto", True), ("mona", True), (None, True)]
)
def test_a_source_in_somebodys_draft_stays_with_them(
    database: Database, project: str, viewer: str | None, sees: bool
) -> None:
    # given
    blind(database)

    # when
    names = {row["name"] for row in rows(exported(database, "sources", viewer=viewer))}

    # then
    assert ("In Otto’s draft" in names) is sees


def test_a_project_of_one_annotator_per_claim_hides_nothing(
    database: Database, project: str
) -> None:
    assert exported(database, "annotations", viewer="otto") == exported(database, "annotations")


def test_another_project_stays_where_it_is(database: Database, project: str) -> None:
    # given
    with database.transaction() as session:
        make_claim(session, make_article(session, title="Elsewhere"))

    # then
    assert b"Elsewhere" not in exported(database, "articles")
    assert len(rows(exported(database, "claims"))) == 6


@pytest.fixture
def open_now(database: Database) -> Iterator[list[int]]:
    """A number for each connection that is in use."""
    used: list[int] = []

    def take(*_: object) -> None:
        used.append(1)

    def give_back(*_: object) -> None:
        used.pop()

    event.listen(database.engine, "checkout", take)
    event.listen(database.engine, "checkin", give_back)
    yield used
    event.remove(database.engine, "checkout", take)
    event.remove(database.engine, "checkin", give_back)


def test_a_page_ends_its_transaction_before_it_is_sent(
    database: Database, project: str, open_now: list[int]
) -> None:
    # given
    with database.reading() as session:
        project_id = session.scalars(select(Project.id)).one()
    query = replace(EXPORTS["claims"], page_size=2)

    # when
    pages = pages_of(query, Scope(project_id=project_id), database.reading)

    # then
    assert [(len(page), len(open_now)) for page in pages] == [(2, 0)] * 3


def test_many_rows_come_page_by_page_in_one_order(database: Database, project: str) -> None:
    # given
    with database.transaction() as session:
        article = session.scalars(select(Article).order_by(Article.id).limit(1)).one()
        make_claims(session, article, [*CONTENT] * 1_100)

    # when
    numbers = [
        int(row["claim_number"])
        for row in rows(exported(database, "claims"))
        if row["article_id"] == "articleundated00"
    ]

    # then
    assert numbers == list(range(1, 1_102))
