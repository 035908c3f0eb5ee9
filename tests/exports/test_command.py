"""`counterclaim export` writes what the page gives, raw unless it is asked for Excel."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from tests.exports.conftest import exported
from webapp.cli import main
from webapp.database import Database
from webapp.interchange.writers import Flavour
from webapp.models import Event


@pytest.fixture
def instance(
    database: Database, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Database:
    """The command line works on the test's own database."""
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    return database


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("export", *arguments))


def test_the_file_for_tools_goes_to_the_standard_output(instance: Database) -> None:
    # when
    result = run("--project", "Belarus 2020", "--table", "claims")

    # then
    assert result.exit_code == 0
    assert result.stdout_bytes == exported(instance, "claims")


def test_the_file_for_excel_goes_where_it_is_told(instance: Database, tmp_path: Path) -> None:
    # given
    path = tmp_path / "annotations.csv"
    path.write_text("old")

    # when
    asked = ("--project", "Belarus 2020", "--table", "annotations", "--for", "excel")
    result = run(*asked, "--output", str(path))

    # then
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_bytes() == exported(instance, "annotations", flavour=Flavour.EXCEL)


def test_it_stands_in_the_history(instance: Database) -> None:
    # when
    run("--project", "Belarus 2020", "--table", "sources")

    # then
    with instance.reading() as session:
        event = session.scalars(select(Event).where(Event.object_kind == "export")).one()
        assert (event.object_id, event.user_id) == ("sources", None)


def test_a_project_that_is_not_there_is_said_in_words(instance: Database) -> None:
    # when
    result = run("--project", "belarus 2020", "--table", "claims")

    # then
    assert result.exit_code == 1
    assert "There is no project “belarus 2020”" in result.stderr


def test_a_table_that_is_not_there_is_an_error_of_use(instance: Database) -> None:
    assert run("--project", "Belarus 2020", "--table", "users").exit_code == 2


def test_a_place_where_nothing_can_be_written_is_said_in_words(
    instance: Database, tmp_path: Path
) -> None:
    # given
    nowhere = tmp_path / "missing" / "claims.csv"

    # when
    result = run("--project", "Belarus 2020", "--table", "claims", "--output", str(nowhere))

    # then
    assert result.exit_code == 1
    assert "claims.csv cannot be written: No such file or directory." in result.stderr
