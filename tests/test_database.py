"""The database refuses what must never happen."""

import sqlite3
import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from webapp.database import Database, Trouble, journal_mode, sqlite_pragmas, trouble_of
from webapp.models import Project


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "DELETE"),
        ((3, 53, 0), "WAL"),
    ],
    ids=str,
)
def test_write_ahead_logging_is_used_only_where_sqlite_is_fixed(
    version: tuple[int, ...], mode: str
) -> None:
    assert journal_mode(version) == mode


def test_every_sqlite_connection_reads_its_settings_back(tmp_path) -> None:
    # given
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    expected = sqlite_pragmas(sqlite3.sqlite_version_info)

    # when
    with database.engine.connect() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected
        }

    # then
    assert read == expected
    database.dispose()


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("database is locked", Trouble.BUSY),
        ("canceling statement due to lock timeout", Trouble.BUSY),
        ("database or disk is full", Trouble.FULL),
        ("could not extend file: No space left on device", Trouble.FULL),
        ("attempt to write a readonly database", Trouble.READ_ONLY),
        ("unable to open database file", Trouble.AWAY),
        ("connection to server at 127.0.0.1 failed: Connection refused", Trouble.AWAY),
        ("no such table: claim", None),
    ],
)
def test_what_a_database_says_is_understood(said: str, trouble: Trouble | None) -> None:
    assert trouble_of(OperationalError("select 1", {}, sqlite3.OperationalError(said))) == trouble


def test_a_reading_session_cannot_write(database: Database) -> None:
    # given
    reading = database.reading()
    reading.add(Project(name="Belarus 2020"))

    # when
    with pytest.raises(DBAPIError) as refusal:
        reading.flush()

    # then
    assert "read" in str(refusal.value).lower()
    reading.close()


@pytest.mark.on("postgresql")  # a reader of SQLite sees one moment anyway, and others wait for it
def test_what_a_page_reads_is_of_one_moment(database: Database) -> None:
    # given
    names = select(Project.name)
    with database.reading() as reading:
        before = reading.scalars(names).all()

        # when
        with database.transaction() as session:
            session.add(Project(name="Belarus 2020"))

        # then
        assert reading.scalars(names).all() == before


def test_concurrent_changes_of_one_row_lose_nothing(database: Database) -> None:
    # given
    with database.transaction() as session:
        session.add(Project(name="Belarus 2020"))
    acknowledged: list[int] = []

    def change() -> None:
        for _ in range(10):
            try:
                with database.transaction() as session:
                    project = session.scalars(select(Project)).one()
                    project.annotators_per_claim = 3 - project.annotators_per_claim % 2
                acknowledged.append(1)
            except StaleDataError:
                continue

    # when
    threads = [threading.Thread(target=change) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    with database.reading() as session:
        assert session.scalars(select(Project.version)).one() == 1 + len(acknowledged)
    assert acknowledged


def test_the_history_cannot_be_altered(database: Database) -> None:
    # given
    with database.transaction() as session:
        session.execute(
            text(
                "insert into event (created_at, action, object_kind, object_id, payload_sha256)"
                " values ('2026-01-01 00:00:00', 'project added', 'project', 'x', '')"
            )
        )

    # when
    with pytest.raises(DBAPIError) as refusal, database.transaction() as session:
        session.execute(text("delete from event"))

    # then
    assert "append-only" in str(refusal.value)
