"""Writing a backup and putting one back."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from webapp.backup.files import (
    BackupContents,
    contents_of,
    finish,
    new_file,
)
from webapp.backup.rows import replace_rows, wait_for_everyone
from webapp.backup.verifying import UNREADABLE, opened
from webapp.database import Database
from webapp.errors import Refusal
from webapp.migration import (
    newest_revision,
    refuse_too_old,
    revision_of,
    upgrade,
    vacuum_into,
)
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record


def write_backup(database: Database, path: Path) -> BackupContents:
    """Write everything, as it stands at one moment, to a new file."""
    _refuse_other_schema(database)
    with new_file(path) as partial:
        if database.is_sqlite:
            vacuum_into(database, partial)
        else:
            with database.reading() as session:
                _copy_to_file(session.connection(), partial)
        finish(partial)
    return contents_of(path)


def restore_backup(database: Database, path: Path, *, kept: Path) -> BackupContents:
    """Put a backup in the place of everything, in one transaction, once it is known to be whole.

    What was there before is written to `kept`, a new file, first.
    """
    with opened(database, path, kept.parent) as backup:
        upgrade(database)
        with database.transaction() as session:
            connection = session.connection()
            wait_for_everyone(connection)
            with new_file(kept) as partial:
                _keep(database, connection, partial)
            with backup.database.reading() as reading:
                _replace(reading.connection(), connection)
            change = Change(
                action=Action.BACKUP_RESTORED,
                object_kind=ObjectKind.BACKUP,
                object_id=backup.sha256,
            )
            record(session, None, None, change)
        return contents_of(Path(str(backup.database.url.database)))


def _replace(source: Connection, target: Connection) -> None:
    """Put the rows in; says no value where a database refuses one after all."""
    try:
        replace_rows(source, target)
    except (IntegrityError, DataError):
        raise Refusal("The database refuses rows of this backup. Use another one.") from None


def _refuse_other_schema(database: Database) -> None:
    found, known = revision_of(database), newest_revision()
    if not found:
        raise Refusal("There is nothing to back up: this database was never used.")
    refuse_too_old(found)
    if found != known:
        raise Refusal(
            f"The database has schema {found}, this version of Counterclaim needs {known}. "
            "Back it up with the version that served it, or run `counterclaim migrate` first."
        )


def _keep(database: Database, connection: Connection, partial: Path) -> None:
    """Write what is about to be replaced to a file; the caller holds the right to write."""
    if database.is_sqlite:
        vacuum_into(database, partial)
    else:
        _copy_to_file(connection, partial)
    finish(partial)


def _copy_to_file(source: Connection, path: Path) -> None:
    target = Database(f"sqlite:///{path}")
    try:
        upgrade(target)
        with target.transaction() as session:
            replace_rows(source, session.connection())
    except UNREADABLE:
        raise Refusal(
            "A table of the database has a value of another kind, so it cannot be copied. "
            "Run `counterclaim check`."
        ) from None
    finally:
        target.dispose()
