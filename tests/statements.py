"""What the database is sent while something is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from webapp.database import Database

BY_ITSELF = ("PRAGMA", "BEGIN", "SET ")
"""What a connection says whatever is asked."""


@contextmanager
def statements_sent(database: Database) -> Iterator[list[str]]:
    """The statements inside the block, as they come."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(BY_ITSELF):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
