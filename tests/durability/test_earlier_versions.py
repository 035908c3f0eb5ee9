"""What earlier versions wrote comes along whole, or is refused with the version to go through.

`database-0009.sql` and `backup-0016.sql` hold what those versions wrote, dumped by SQLite, with
rows in every table.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.util import CommandError
from click.testing import CliRunner
from sqlalchemy import MetaData, create_engine, text

from tests.durability.test_migrations import columns_of
from tests.throwaway_postgresql import past_the_guards
from webapp.backup.rows import LETTING_IN
from webapp.backup.services import restore_backup, write_backup
from webapp.backup.shapes import shape_of
from webapp.cli import main
from webapp.database import Database
from webapp.errors import Refusal
from webapp.migration import MERGED, newest_revision, revision_of, upgrade
from webapp.wsgi import application

FOLDER = Path(__file__).parent
WRITTEN = {"0009": FOLDER / "database-0009.sql", "0016": FOLDER / "backup-0016.sql"}
"""By schema: what a version that had it wrote."""
WAY_ON = (
    "The database has schema 0005, and only Counterclaim 0.1.0 knows the way on from there. "
    "Install that version, run its `counterclaim migrate`, and then install this one again."
)

Rows = dict[str, list[tuple[Any, ...]]]


def written(revision: str, path: Path) -> Path:
    """The file that an earlier version wrote."""
    with closing(sqlite3.connect(path)) as file:
        file.executescript(WRITTEN[revision].read_text("utf-8"))
    return path


def rows_in(database: Database, columns: dict[str, list[str]]) -> Rows:
    """Every value of these columns as the database stores it, in any order."""
    shown = 'quote("{}")' if database.is_sqlite else '"{}"::text'
    with database.reading() as session:
        return {
            table: sorted(
                (
                    tuple(row)
                    for row in session.execute(
                        text(f'select {", ".join(map(shown.format, names))} from "{table}"')  # noqa: S608 (our own names)
                    )
                ),
                key=str,
            )
            for table, names in columns.items()
            if table != "alembic_version" and not table.startswith("backup_")
        }


@pytest.fixture
def database_0009(
    empty_database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> Database:
    """A database of schema 0009 with rows in every table, on each kind in turn."""
    if empty_database.is_sqlite:
        written("0009", Path(str(empty_database.url.database)))
        return empty_database
    upgrade(empty_database, to="0009")
    source, target = create_engine(f"sqlite:///{written('0009', tmp_path / 'old.db')}"), MetaData()
    target.reflect(empty_database.engine)
    tables = MetaData()
    tables.reflect(source)
    server, name = request.getfixturevalue("postgresql_server"), empty_database.url.database
    with source.connect() as reading, past_the_guards(server, str(name)) as writing:
        for table in tables.sorted_tables:
            rows = [in_utc(dict(row)) for row in reading.execute(table.select()).mappings()]
            if table.name != "alembic_version":
                writing.execute(target.tables[table.name].insert(), rows)
    source.dispose()
    return empty_database


def in_utc(row: dict[str, Any]) -> dict[str, Any]:
    """The row, with the zone that SQLite does not store."""
    return {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
        for name, value in row.items()
    }


@pytest.mark.parametrize("revision", WRITTEN)
def test_the_migrations_make_the_schema_that_earlier_versions_made(
    tmp_path: Path, revision: str
) -> None:
    # given
    fresh = Database(f"sqlite:///{tmp_path / 'fresh.db'}")
    upgrade(fresh, to=revision)
    fresh.dispose()

    # when
    with (
        closing(sqlite3.connect(tmp_path / "fresh.db")) as made,
        closing(sqlite3.connect(written(revision, tmp_path / "old.db"))) as found,
    ):
        now, then = shape_of(made), shape_of(found)

    # then
    assert now.definitions == then.definitions
    assert now.columns == {
        table: columns for table, columns in then.columns.items() if not table.startswith("backup_")
    }


def test_an_earlier_database_keeps_every_value_of_every_row(database_0009: Database) -> None:
    # given
    columns = columns_of(database_0009)
    before = rows_in(database_0009, columns)

    # when
    upgrade(database_0009)

    # then
    assert all(before.values())
    assert revision_of(database_0009) == newest_revision()
    assert rows_in(database_0009, columns) == before


@pytest.mark.parametrize("revision", WRITTEN)
def test_an_earlier_backup_brings_every_value_of_every_row(
    database: Database, tmp_path: Path, revision: str
) -> None:
    # given
    old = Database(f"sqlite:///{written(revision, tmp_path / 'old.db')}")
    columns = {table: names for table, names in columns_of(old).items() if table not in LETTING_IN}
    before = rows_in(old, columns)
    old.dispose()

    # when
    restore_backup(database, tmp_path / "old.db", kept=tmp_path / "kept.db")
    write_backup(database, tmp_path / "new.db")

    # then
    new = Database(f"sqlite:///{tmp_path / 'new.db'}")
    after = rows_in(new, columns)
    new.dispose()
    assert all(before.values())
    assert {table: [row for row in after[table] if row in before[table]] for table in after} == (
        before
    )
    assert {table for table in after if after[table] != before[table]} == {
        "event",  # the restore is one of them
        "event_payload",
    }


@pytest.fixture
def too_old(
    database_0009: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """An instance whose schema is from before the first migration; nothing changes it."""
    with database_0009.transaction() as session:
        session.execute(text("update alembic_version set version_num = '0005'"))
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path / "var"))
    url = database_0009.url.render_as_string(hide_password=False)
    monkeypatch.setenv("COUNTERCLAIM_DATABASE_URL", url)
    columns = columns_of(database_0009)
    before = rows_in(database_0009, columns)
    yield database_0009
    assert revision_of(database_0009) == "0005"
    assert rows_in(database_0009, columns) == before
    assert not list(tmp_path.glob("*.before-*"))


@pytest.mark.parametrize("command", ["run", "run --demo", "migrate", "projects", "backup new.db"])
def test_every_command_names_the_version_that_a_database_goes_through(
    too_old: Database, command: str
) -> None:
    # when
    result = CliRunner().invoke(main, command.split())

    # then
    assert result.exit_code == 1
    assert result.stderr == f"Error: {WAY_ON}\n"


def test_a_restore_names_the_version_that_the_database_goes_through(
    too_old: Database, tmp_path: Path
) -> None:
    # given
    backup = written("0016", tmp_path / "backup.db")

    # when
    result = CliRunner().invoke(main, ["restore", str(backup)])

    # then
    assert result.exit_code == 1
    assert result.stderr == f"Error: {WAY_ON} Nothing was changed.\n"


def test_a_check_names_the_version_that_the_database_goes_through(too_old: Database) -> None:
    # when
    result = CliRunner().invoke(main, ["check"])

    # then
    assert result.exit_code == 1
    assert f"- {WAY_ON}\n" in result.stdout


@pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True)
def test_another_server_names_the_version_that_the_database_goes_through(
    too_old: Database,
) -> None:
    with pytest.raises(Refusal) as refusal:
        application()
    assert refusal.value.message == WAY_ON


@pytest.mark.parametrize("revision", sorted(MERGED))
def test_a_backup_that_is_too_old_is_refused_with_the_version_that_restores_it(
    sqlite_template: Path, tmp_path: Path, revision: str
) -> None:
    # given
    shutil.copy(sqlite_template, tmp_path / "counterclaim.db")
    database, backup = Database(f"sqlite:///{tmp_path / 'counterclaim.db'}"), tmp_path / "old.db"
    with closing(sqlite3.connect(written("0009", backup))) as file, file:
        file.execute("update alembic_version set version_num = ?", (revision,))

    # when
    with pytest.raises(Refusal) as refusal:
        restore_backup(database, backup, kept=tmp_path / "kept.db")

    # then
    assert refusal.value.message == (
        f"{backup} cannot be restored: it has schema {revision}, and only Counterclaim 0.1.0 knows "
        "the way on from there; restore it with that version, and write a new backup with it."
    )
    assert not (tmp_path / "kept.db").exists()
    database.dispose()


def test_a_number_that_was_never_ours_names_no_version_to_go_through(
    empty_database: Database,
) -> None:
    # given
    upgrade(empty_database)
    with empty_database.transaction() as session:
        session.execute(text("update alembic_version set version_num = '0000'"))

    # when / then
    with pytest.raises(CommandError, match="Can't locate revision identified by '0000'"):
        upgrade(empty_database)
