"""What a project gives to learn from, and what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.making import make_article, make_claim, make_project
from webapp.cli import main
from webapp.database import Database
from webapp.training import checked_articles
from webapp.vocabulary import ClaimState, SpanRole


def test_only_articles_checked_to_the_end_are_learnt_from(database: Database) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        done, open_ = make_article(session, project), make_article(session, project, text="No.")
        kept = make_claim(session, done, state=ClaimState.ACCEPTED)
        make_claim(session, done, number=2, state=ClaimState.NOT_A_CLAIM)
        make_claim(session, make_article(session, project), state=ClaimState.PROPOSED)

        # when
        rows = checked_articles(session, project)

        # then
        assert [row["id"] for row in rows] == [done.public_id]
        assert open_.public_id not in {row["id"] for row in rows}
        [attribution] = rows[0]["attributions"]
        start, end = attribution["content"][0]
        assert rows[0]["text"][start:end] == kept.quotes_of(SpanRole.CONTENT)[0]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "data"))
    return tmp_path


def test_too_few_texts_are_refused_in_words(here: Path) -> None:
    # given
    gold = here / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": "No.", "attributions": []}), "utf-8")

    # when
    result = CliRunner().invoke(main, ["train", "--to", str(here / "model"), str(gold)])

    # then
    assert result.exit_code == 1
    assert "There are 1 fully checked texts; training needs 20." in result.stderr
    assert "No model was written." in result.stderr


def test_gold_of_another_shape_is_named(here: Path) -> None:
    # given
    gold = here / "gold.jsonl"
    gold.write_text('{"text": "No."}\n', "utf-8")

    # when
    result = CliRunner().invoke(main, ["train", "--to", str(here / "model"), str(gold)])

    # then
    assert result.exit_code == 1
    assert "gold.jsonl, line 1" in result.stderr


def test_a_project_that_is_not_there_is_named(here: Path) -> None:
    # when
    result = CliRunner().invoke(main, ["train", "--from", "Minsk", "--to", str(here / "model")])

    # then
    assert result.exit_code == 1
    assert "There is no project Minsk." in result.stderr
