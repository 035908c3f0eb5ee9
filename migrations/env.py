"""Alembic's environment: the engine and the tables come from the app."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.ddl.sqlite import SQLiteImpl
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, DateTime, Engine, Text

from webapp.config import read_config
from webapp.database import Database
from webapp.models import Base
from webapp.models.base import UTCDateTime

SQLiteImpl.transactional_ddl = True  # an interrupted upgrade leaves the old schema whole


def number_revisions(_: MigrationContext, __: object, directives: list[MigrationScript]) -> None:
    """Count revisions, so that two branches collide in git and not in the database."""
    newest = ScriptDirectory.from_config(context.config).get_current_head()
    directives[0].rev_id = f"{int(newest or 0) + 1:04}"


def render_plain_types(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our column types without the app, which old migrations must not import.

    Each migration defines TEXT for itself: see script.py.mako.
    """
    if kind == "type" and isinstance(item, UTCDateTime | DateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Text):
        return "TEXT"
    return False


def migrate(connection: Connection) -> None:
    """Run the migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        process_revision_directives=number_revisions,
        render_item=render_plain_types,
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_sqlite(engine: Engine) -> None:
    """Rebuild tables without foreign keys: a dropped parent would take its children along."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                migrate(connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"the migration would break {len(broken)} references")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


database: Database = context.config.attributes.get("database") or Database(
    read_config().database_url
)
if database.is_sqlite:
    migrate_sqlite(database.engine)
else:
    with database.engine.connect() as postgresql, postgresql.begin():
        # Two servers that start at once migrate one after the other; any number will do.
        postgresql.exec_driver_sql("select pg_advisory_xact_lock(20200816)")
        migrate(postgresql)
