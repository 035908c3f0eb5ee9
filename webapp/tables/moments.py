"""Moments as the database gives them: at once as cells, since an export asks for so many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Dialect
from sqlalchemy.types import UserDefinedType

from webapp.tables.cells import time_cell

STORED = "2020-08-16 09:30:00.123000"
"""How SQLite keeps a moment, which is in UTC."""


class MomentAsCell(UserDefinedType[str]):
    """A column of moments, read as cells."""

    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str], str] | Callable[[datetime | None], str]:
        """SQLite gives words, other databases moments."""
        return _cell_of_words if dialect.name == "sqlite" else time_cell


def _cell_of_words(stored: str | None) -> str:
    if not stored:
        return ""
    if len(stored) == len(STORED):
        return f"{stored[:10]}T{stored[11:23]}Z"
    return time_cell(datetime.fromisoformat(stored).replace(tzinfo=UTC))
