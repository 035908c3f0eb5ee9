"""A database that is full or goes away says nothing of a text: its chunk is done later."""

import logging
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text

from tests.workers.conftest import Ask, Quick, found
from webapp.database import Database
from webapp.workers.running import run_all

WORDS = " ".join(f"word{number}" for number in range(20_000))


@pytest.fixture
def database(own_database: Database) -> Database:
    """These tests break what they meet."""
    return own_database


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """What is logged is expected here."""
    caplog.set_level(logging.CRITICAL, logger="webapp.workers.running")


@pytest.mark.on("sqlite")
def test_a_full_disk_stops_an_import_and_room_lets_it_go_on(
    database: Database, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    ask(f"He said one. {WORDS}", "She said two.")
    waits: list[float] = []

    def fill(connection: Any, *_: object) -> None:
        pages = connection.execute("pragma page_count").fetchone()[0]
        connection.execute(f"pragma max_page_count = {pages if not waits else 1_000_000}")

    def make_room(seconds: float) -> None:
        waits.append(seconds)

    database.dispose()
    event.listen(database.engine, "checkout", fill)
    monkeypatch.setattr("webapp.workers.running.time.sleep", make_room)

    # when
    run_all(database, Quick())

    # then
    end = found(database)
    assert waits
    assert (end.job, end.articles, end.events) == ("done", ["Text 1", "Text 2"], 2)


@pytest.mark.on("postgresql")
def test_a_server_that_ends_every_connection_makes_an_article_wait(
    database: Database, ask: Ask
) -> None:
    # given
    ask("He said one.", "She said two.")
    ended: list[bool] = []

    def end_all() -> None:
        if ended:
            return
        ended.append(True)
        other = create_engine(database.url.set(drivername="postgresql+psycopg"))
        with other.begin() as connection:
            connection.execute(
                text(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = current_database() and pid <> pg_backend_pid()"
                )
            )
        other.dispose()

    # when
    run_all(database, Quick(end_all))

    # then
    end = found(database)
    assert (end.job, end.articles, end.events) == ("done", ["Text 1", "Text 2"], 2)
