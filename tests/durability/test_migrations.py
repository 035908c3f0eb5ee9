"""A migration loses nothing: not when it rebuilds tables, not when it is killed half-way."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import MetaData, Table, select, text
from sqlalchemy.exc import DBAPIError

from tests.making import (
    make_annotation,
    make_claim,
    make_dispute,
    make_evidence,
    make_placement,
    make_user,
    make_verdict,
)
from webapp.database import Database
from webapp.migration import alembic_config, migrations_folder, newest_revision, upgrade
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record

REBUILD = """
import os, time
from alembic import op
import sqlalchemy as sa

revision, down_revision, branch_labels, depends_on = "9999", "{newest}", None, None

def upgrade():
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for table in ("project", "article", "claim"):
        with op.batch_alter_table(table, recreate=recreate) as batch:
            batch.add_column(sa.Column("colour", sa.Text()))
        op.execute(f"update {{table}} set colour = 'red'")
    if os.environ.get("STALL"):
        print("half-way", flush=True)
        time.sleep(60)

def downgrade():
    for table in ("project", "article", "claim"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("colour")
"""
PROGRAM = """
import sys
from alembic import command
from tests.durability.test_migrations import later_config
from webapp.database import Database
database = Database(sys.argv[1])
command.upgrade(later_config(database, sys.argv[2]), "9999")
"""

Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def database(own_database: Database) -> Database:
    """These tests change the schema."""
    return own_database


def fill(database: Database) -> None:
    with database.transaction() as session:
        for _ in range(20):
            claim = make_claim(session)
            annotation = make_annotation(session, claim, make_user(session))
            dispute = make_dispute(session, claim.article.project)
            make_placement(session, dispute.accounts[0], claim, answers=[(annotation, "support")])
            make_verdict(session, dispute, [make_evidence(session, dispute, dispute.accounts[0])])
            claim.supersedes = make_claim(session, claim.article)
            change = Change(
                action=Action.CLAIM_ADDED,
                object_kind=ObjectKind.CLAIM,
                object_id=claim.public_id,
            )
            record(session, None, claim.article.project, change)


def columns_of(database: Database) -> dict[str, list[str]]:
    tables = MetaData()
    tables.reflect(database.engine)
    return {name: list(table.columns.keys()) for name, table in tables.tables.items()}


def dump_of(database: Database, columns: dict[str, list[str]]) -> Dump:
    """The rows of these columns, in any order."""
    tables = MetaData()
    tables.reflect(database.engine)
    with database.reading() as session:
        return {
            name: sorted(
                (tuple(row) for row in session.execute(_query(tables.tables[name], names))), key=str
            )
            for name, names in columns.items()
            if name != "alembic_version"
        }


def _query(table: Table, names: list[str]) -> Any:
    return select(*(table.columns[name] for name in names))


def later_config(database: Database, folder: str) -> AlembicConfig:
    config = alembic_config(database)
    config.set_main_option("script_location", folder)
    return config


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Our migrations, and one more that rebuilds three parents."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_folder(), folder)
    (folder / "versions" / "9999_rebuild.py").write_text(REBUILD.format(newest=newest_revision()))
    return folder


def test_rows_survive_going_down_to_the_first_schema_and_up_again(database: Database) -> None:
    # given
    fill(database)
    command.downgrade(alembic_config(database), "0009")
    columns = columns_of(database)
    before = dump_of(database, columns)

    # when
    upgrade(database)
    above = dump_of(database, columns)
    command.downgrade(alembic_config(database), "0009")

    # then
    assert before["article"]
    assert above == dump_of(database, columns) == before


def test_rebuilding_a_parent_keeps_its_children(database: Database, later: Path) -> None:
    # given
    fill(database)
    columns = columns_of(database)
    before = dump_of(database, columns)

    # when
    command.upgrade(later_config(database, str(later)), "head")
    above = dump_of(database, columns)
    command.downgrade(later_config(database, str(later)), "-1")

    # then
    assert above == dump_of(database, columns) == before
    assert columns_of(database) == columns


def test_without_our_care_rebuilding_a_parent_would_fail(tmp_path: Path, later: Path) -> None:
    # given
    careless = later / "env.py"
    careless.write_text(careless.read_text().replace("foreign_keys = OFF", "foreign_keys = ON"))
    database = Database(f"sqlite:///{tmp_path / 'counterclaim.db'}")
    upgrade(database)
    fill(database)

    # when / then
    with pytest.raises(DBAPIError):
        command.upgrade(later_config(database, str(later)), "head")
    database.dispose()


def test_a_migration_killed_half_way_leaves_the_old_schema_whole(
    database: Database, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    fill(database)
    columns = columns_of(database)
    before = dump_of(database, columns)
    database.dispose()
    url = database.url.render_as_string(hide_password=False)

    # when
    monkeypatch.setenv("STALL", "1")
    with subprocess.Popen(  # noqa: S603 (our own interpreter and program)
        [sys.executable, "-c", PROGRAM, url, str(later)], stdout=subprocess.PIPE, text=True
    ) as migrating:
        assert migrating.stdout is not None
        assert migrating.stdout.readline() == "half-way\n"
        migrating.kill()
    monkeypatch.delenv("STALL")

    # then
    assert columns_of(database) == columns
    assert dump_of(database, columns) == before
    command.upgrade(later_config(database, str(later)), "head")
    assert dump_of(database, columns) == before
    with database.reading() as session:
        assert session.execute(text("select distinct colour from claim")).all() == [("red",)]


def test_a_sqlite_file_is_copied_before_a_migration_that_has_something_to_do(
    tmp_path: Path,
) -> None:
    # given
    database = Database(f"sqlite:///{tmp_path / 'counterclaim.db'}")
    upgrade(database, to="0009")
    columns = columns_of(database)

    # when
    copy = upgrade(database)
    second = upgrade(database)

    # then
    assert copy is not None
    assert second is None
    kept = Database(f"sqlite:///{copy}")
    assert columns_of(kept) == columns
    assert copy.stat().st_mode & 0o777 == 0o600
    kept.dispose()
    database.dispose()
