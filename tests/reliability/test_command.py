"""`counterclaim agreement` computes what the page shows, and prints it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from tests.reliability.conftest import Team, alpha_of
from webapp.cli import main
from webapp.database import Database
from webapp.models import Event
from webapp.vocabulary import ComparedField


@pytest.fixture
def instance(
    database: Database, team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Database:
    """The command line works on the test's own database."""
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    return database


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("agreement", *arguments))


def test_it_prints_what_the_page_shows_from_then_on(instance: Database, team: Team) -> None:
    # when
    result = run("--project", "Team")

    # then
    with instance.reading() as session:
        alpha = alpha_of(session, team.project_id, ComparedField.STANCE)
    assert result.exit_code == 0
    assert "7 claims with answers of two people or more, 2 annotators" in result.stdout
    interval = f"{alpha.ci_low:.3f} to {alpha.ci_high:.3f}"
    words = f"Krippendorff’s alpha           7  {alpha.value:.3f}       {interval}"
    assert words in result.stdout
    assert "undefined" in result.stdout
    assert "Was it a claim, and in these words (in 1 article)" in result.stdout
    assert "  Found F1                       7  1.000" in result.stdout


def test_it_prints_the_table_that_leaves(instance: Database) -> None:
    # when
    result = run("--project", "Team", "--for", "data")

    # then
    lines = result.stdout_bytes.decode().split("\r\n")
    assert lines[0].startswith('"field","metric","value","n_units","annotator_count"')
    assert len(lines) == 1 + 9 * 5 + 2 + 1
    with instance.reading() as session:
        assert session.scalars(select(Event.action)).all() == ["table exported"]


def test_a_project_that_is_not_there_is_named(instance: Database) -> None:
    # when
    result = run("--project", "Crew")

    # then
    assert result.exit_code == 1
    assert "There is no project “Crew”." in result.stderr
