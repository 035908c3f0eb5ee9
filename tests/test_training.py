"""What a project gives to learn from, and what is refused."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.making import make_article, make_claim, make_claims, make_project
from webapp.attribution import Engine
from webapp.attribution.engine import SHIPPED
from webapp.attribution.training.comparing import TrainingOutcome, compared
from webapp.attribution.training.options import TrainingOptions
from webapp.cli import main
from webapp.database import Database
from webapp.rules.learning import learnable
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


def test_claims_inside_others_are_not_learnt_since_models_learn_the_outer_ones(
    database: Database,
) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        article = make_article(session, project)
        outer = make_claim(session, article, state=ClaimState.ACCEPTED)
        make_claim(session, article, number=2, state=ClaimState.ACCEPTED, nested_in=outer)

        # when
        [row] = checked_articles(session, project)

        # then
        assert len(row["attributions"]) == 1


def test_a_project_has_enough_from_200_claims_in_10_checked_articles_on(
    database: Database,
) -> None:
    with database.transaction() as session:
        # given
        project = make_project(session)
        words = [f"word{number} " for number in range(20)]
        articles = [
            make_article(session, project, text="".join(words) + str(number))
            for number in range(10)
        ]
        for article in articles:
            for claim in make_claims(session, article, words):
                claim.state = ClaimState.ACCEPTED
        session.flush()

        # when
        before = learnable(session, project)
        make_claims(session, articles[0], words[:1])
        after = learnable(session, project)

        # then
        assert (before.articles, before.claims, before.is_enough) == (10, 200, True)
        assert (after.articles, after.claims, after.is_enough) == (9, 180, False)


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
    assert "1 fully checked texts with 0 claims; training needs 10 with 200." in result.stderr
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


class Learner:
    """What stands in for the networks, which need an extra: it writes the model that ships."""

    def __init__(self, verdict: float = 0) -> None:
        self.verdict = verdict

    def parted(self, rows: list[Any]) -> tuple[list[Any], list[Any]]:
        return rows[3:], rows[:3]

    def train(self, learnt: Any, held: Any, wish: TrainingOptions, report: Any) -> TrainingOutcome:
        outcome = compared(Engine(wish.before), Engine(), held)
        if self.verdict < 0:
            outcome.after.measures["usable"].hits -= 1
        if not outcome.is_worse:
            shutil.copytree(SHIPPED, wish.folder)
            card = json.loads((SHIPPED / "model.json").read_text("utf-8"))
            changed = json.dumps({**card, "version": "tagger-ours"})
            (wish.folder / "model.json").write_text(changed, "utf-8")
        return outcome


def gold_of(count: int) -> str:
    """So many texts of 20 claims that are all alike but for a number."""
    said = "Police said the man was shot."
    text = " ".join(said for _ in range(20))
    place = len(said) + 1
    attributions = [
        {
            "source": [[start, start + 6]],
            "cue": [[start + 7, start + 11]],
            "content": [[start + 12, start + 28]],
        }
        for start in range(0, 20 * place, place)
    ]
    rows = (
        {"id": str(n), "text": f"{text} {n}", "attributions": attributions} for n in range(count)
    )
    return "\n".join(map(json.dumps, rows)) + "\n"


def test_a_model_is_taught_told_of_put_in_force_and_gone_back_from(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr("webapp.training._run", Learner)
    gold = here / "gold.jsonl"
    gold.write_text(gold_of(10), "utf-8")

    # when
    taught = CliRunner().invoke(main, ["train", "--use", str(gold)])
    in_force = CliRunner().invoke(main, ["model"])
    back = CliRunner().invoke(main, ["model", "--back"])

    # then
    assert taught.exit_code == 0
    assert "7 texts learnt from, 3 held out; F1 there, before and after:" in taught.output
    assert "cue: speech verb                 60    60    60  no clear difference" in taught.output
    assert "tagger-ours is in force. counterclaim model --back undoes it." in taught.output
    assert in_force.output.startswith("tagger-ours is in force since ")
    assert back.output.endswith(" is in force, the model that ships.\n")
    [report] = (here / "data" / "models").glob("*/report.txt")
    assert report.read_text("utf-8") in taught.output


def test_a_model_that_does_worse_is_told_of_and_not_kept(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr("webapp.training._run", lambda: Learner(verdict=-1))
    gold = here / "gold.jsonl"
    gold.write_text(gold_of(10), "utf-8")

    # when
    taught = CliRunner().invoke(main, ["train", "--use", str(gold)])

    # then
    assert taught.exit_code == 1
    assert "The new model does worse than the one before. No model was written." in taught.output
    assert list((here / "data" / "models").glob("*")) == []
