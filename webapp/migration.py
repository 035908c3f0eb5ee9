"""Bring a database to the newest schema, from a checkout or from an installed wheel."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from webapp.database import Database
from webapp.errors import Refusal
from webapp.rules.stored import is_stored, store_anew

WAY_THROUGH = "0.1.0"
"""The last version that had the migrations one by one that are the first one of this version."""
MERGED = frozenset(f"{number:04}" for number in range(1, 9))
"""The numbers of those migrations, but for the last one, which the first one has now."""

REVISION = table("alembic_version", column("version_num"))
"""Its one row stands before all others: servers that start at once wait for one another by it."""


def migrations_folder() -> Path:
    """The folder of Alembic's scripts: beside the package, or inside the wheel."""
    package = Path(__file__).resolve().parent
    checkout = package.parent / "migrations"
    return checkout if checkout.exists() else package / "_migrations"


def alembic_config(database: Database) -> AlembicConfig:
    """Alembic, working on this database."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["database"] = database
    return config


def newest_revision() -> str:
    """The number of the last migration that this version of the program knows."""
    return ScriptDirectory(str(migrations_folder())).get_current_head() or ""


def known_revisions() -> frozenset[str]:
    """The numbers of all migrations that this version of the program knows."""
    scripts = ScriptDirectory(str(migrations_folder())).walk_revisions()
    return frozenset(script.revision for script in scripts)


def refuse_too_old(revision: str) -> None:
    """Refuse a schema of ours from before the first migration of this version."""
    if revision in MERGED:
        raise Refusal(
            f"The database has schema {revision}, and only Counterclaim {WAY_THROUGH} knows the "
            "way on from there. Install that version, run its `counterclaim migrate`, and then "
            "install this one again."
        )


def revision_of(database: Database) -> str:
    """The number of the last migration that a database has seen; empty where it saw none."""
    with database.reading() as session:
        return MigrationContext.configure(session.connection()).get_current_revision() or ""


def upgrade(
    database: Database, *, to: str = "head", keep_copy: bool = True, stores_anew: bool = False
) -> Path | None:
    """Apply the migrations that the database lacks, and write what follows from its rows.

    A SQLite file that holds anything is copied first; gives the copy's path, if one was made.
    """
    copy, found = None, revision_of(database)
    refuse_too_old(found)
    if keep_copy and database.is_sqlite and found not in ("", newest_revision()):
        copy = _keep_copy(database)
    command.upgrade(alembic_config(database), to)
    if to == "head":
        _store_what_follows(database, is_wanted=stores_anew)
    return copy


def _store_what_follows(database: Database, *, is_wanted: bool) -> None:
    """Write what is stored because pages ask for it, where it is wanted or never was written."""
    with database.reading() as session:
        is_needed = is_wanted or not is_stored(session)
    if not is_needed:
        return
    # like a migration, and unlike what people change, it waits as long as it takes
    with Session(database.engine) as session, session.begin():
        session.execute(select(REVISION).with_for_update())
        if is_wanted or not is_stored(session):
            store_anew(session)


def _keep_copy(database: Database) -> Path:
    """The file as it stands, beside it, whole and on the disk before anything changes."""
    original = Path(str(database.url.database))
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    copy = original.with_name(f"{original.name}.before-{newest_revision()}-{stamp}")
    descriptor = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        vacuum_into(database, copy)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return copy


def vacuum_into(database: Database, copy: Path) -> None:
    """One consistent copy of a SQLite database, in an empty file that nobody else has open."""
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is None:
            raise RuntimeError("the connection is closed")
        driver.execute("PRAGMA query_only = OFF")
        driver.execute("VACUUM INTO ?", (str(copy),))
