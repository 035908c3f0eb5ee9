"""`counterclaim export` writes what the page gives, raw unless it is asked for Excel."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from tests.exports.conftest import exported
from tests.exports.test_everything import everything
from webapp.cli import main
from webapp.database import Database
from webapp.exports.pages import MadeFor
from webapp.models import Event
from webapp.tables.writers import Flavour


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


@pytest.mark.parametrize(
    ("name", "asked", "made_for"),
    [
        ("all.zip", (), MadeFor.DATA),
        ("all.zip", ("--for", "excel"), MadeFor.EXCEL),
        ("all.zip", ("--for", "excel-semicolon"), MadeFor.EXCEL_SEMICOLON),
        ("all.xlsx", (), MadeFor.WORKBOOK),
    ],
)
def test_all_tables_go_into_one_file_of_the_kind_that_its_name_says(
    instance: Database, tmp_path: Path, name: str, asked: tuple[str, ...], made_for: MadeFor
) -> None:
    # given
    path = tmp_path / name
    path.write_text("old")

    # when
    result = run("--project", "Belarus 2020", "--all", *asked, "--output", str(path))

    # then
    assert (result.exit_code, result.output) == (0, "")
    assert path.read_bytes() == everything(instance, made_for)
    with instance.reading() as session:
        event = session.scalars(select(Event).where(Event.object_kind == "export")).one()
        assert (event.action, event.user_id) == ("all tables exported", None)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ((), "Say which table by --table, or --all."),
        (("--all", "--table", "claims"), "Say which table by --table, or --all."),
        (("--all",), "add --output FILE.zip or FILE.xlsx."),
        (("--all", "--output", "all.csv"), "add --output FILE.zip or FILE.xlsx."),
        (("--all", "--for", "excel", "--output", "all.xlsx"), "leave --for away."),
    ],
)
def test_what_cannot_be_meant_is_an_error_of_use(
    instance: Database, asked: tuple[str, ...], words: str
) -> None:
    # when
    result = run("--project", "Belarus 2020", *asked)

    # then
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize("name", ["all.zip", "all.xlsx"])
def test_one_file_that_cannot_be_written_is_said_in_words(
    instance: Database, tmp_path: Path, name: str
) -> None:
    # given
    nowhere = tmp_path / "missing" / name

    # when
    result = run("--project", "Belarus 2020", "--all", "--output", str(nowhere))

    # then
    assert result.exit_code == 1
    assert f"{name} cannot be written: No such file or directory." in result.stderr


@pytest.mark.parametrize("ending", ["zip", "xlsx"])
def test_what_is_no_table_is_refused_with_the_way_that_leads_back(
    instance: Database, tmp_path: Path, ending: str
) -> None:
    # given
    path = tmp_path / f"all.{ending}"
    run("--project", "Belarus 2020", "--all", "--output", str(path))

    # when
    result = CliRunner().invoke(main, ("import", "--project", "New", str(path)))

    # then
    assert result.exit_code == 1
    assert "never opened" in result.stderr
    assert {"zip": "Unpack it", "xlsx": "its workbook is for reading"}[ending] in result.stderr
