"""One moment of the database, to be read at leisure while people go on saving."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from webapp.database import Database
from webapp.migration import vacuum_into


@contextmanager
def moment_of(database: Database) -> Iterator[Session]:
    """A reading session whose every statement sees the same moment, and which nobody waits for.

    Who reads SQLite for long keeps writers waiting, and they everybody: its moment is a copy.
    """
    if not database.is_sqlite:
        with database.reading() as session:
            yield session
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "moment.sqlite"
        copy.touch(0o600)
        vacuum_into(database, copy)
        copied = Database(f"sqlite:///{copy}")
        try:
            with copied.reading() as session:
                yield session
        finally:
            copied.dispose()
