"""The operator lets people in from the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.making import make_user
from webapp.cli import main
from webapp.database import Database
from webapp.models.base import utc_now
from webapp.users.services.instance import setup_link

Command = Callable[..., Result]
NEW = {"password": "two loud cormorants", "repeated": "two loud cormorants"}


@pytest.fixture
def command(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """`counterclaim …` over the test's database."""
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path))
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    return invoke


def path_of(link: str) -> str:
    return link.strip().removeprefix("http://127.0.0.1:5000")


def test_add_user_prints_an_invitation(command: Command, app: Flask) -> None:
    # when
    printed = command("add-user", "anna").output

    # then
    typed = {"display_name": "Anna", **NEW}
    assert app.test_client().post(path_of(printed), data=typed).status_code == 303


def test_add_user_refuses_a_name_that_is_taken(command: Command) -> None:
    # given
    command("add-user", "anna")

    # when
    again = command("add-user", "Anna")

    # then
    assert again.exit_code == 1
    assert "There is a user anna already." in again.output


def test_reset_link_sets_a_password(command: Command, app: Flask, database: Database) -> None:
    # given
    with database.transaction() as session:
        make_user(session, username="anna", password_hash="lost")

    # when
    printed = command("reset-link", "anna").output

    # then
    assert app.test_client().post(path_of(printed), data=NEW).status_code == 303


@pytest.mark.parametrize("name", ["reset-link", "sign-in-link"])
def test_a_link_for_nobody_is_refused(command: Command, name: str) -> None:
    assert "There is no user otto." in command(name, "otto").output


def test_the_first_run_offers_a_setup_link_until_an_admin_has_a_password(
    app: Flask, database: Database
) -> None:
    # given
    with database.transaction() as session:
        first = setup_link(session, utc_now())
        second = setup_link(session, utc_now())

    # when
    typed = {"display_name": "Root", **NEW}
    statuses = [
        app.test_client().post(f"/links/{token}", data=typed).status_code
        for token in (first, second)
    ]

    # then
    assert statuses == [404, 303]
    with database.transaction() as session:
        assert setup_link(session, utc_now()) is None
