"""Everything that a check asks, in order; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from webapp.checking.contents import of_contents
from webapp.checking.database import looking, of_postgresql, of_schema, of_sqlite
from webapp.checking.files import of_files, sqlite_file_or_none
from webapp.checking.finding import Finding
from webapp.checking.people import of_clock, of_people, of_tokens
from webapp.checking.settings import of_settings
from webapp.config import Config
from webapp.database import Database


def findings(config: Config, now: datetime) -> Iterator[Finding]:
    """What is wrong with the instance of these settings."""
    yield from of_settings(config)
    yield from of_files(config)
    database, file = Database(config.database_url), sqlite_file_or_none(config)
    if database.is_sqlite and file is None:
        yield Finding("The database lies in memory. Set COUNTERCLAIM_DATABASE_URL to a file.")
        return
    if file is not None and not file.exists():
        yield Finding(f"There is no database {file} yet. It is made by the first start.")
        return
    try:
        with looking(database) as session:
            yield from _of_database(session, database, config, now)
    finally:
        database.dispose()


def _of_database(
    session: Session, database: Database, config: Config, now: datetime
) -> Iterator[Finding]:
    try:
        other_schema = list(of_schema(session))
        yield from other_schema
        if other_schema:
            return
        yield from (of_sqlite if database.is_sqlite else of_postgresql)(session)
        yield from of_people(session, config)
        yield from of_tokens(session, now)
        yield from of_clock(session, now)
        yield from of_contents(session)
    except OperationalError:
        raise
    except (DatabaseError, ValueError, LookupError, TypeError, RecursionError):
        yield Finding("The database cannot be read to its end. Restore a backup.")
