"""Moments, days and lists as SQLite keeps them: read at once as what an export asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.types import UserDefinedType

from webapp.tables.cells import date_cell, time_cell

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


class DayAsCell(UserDefinedType[str]):
    """A column of days, read as cells."""

    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[date | None], str] | None:
        """SQLite gives the cell itself, other databases days."""
        return None if dialect.name == "sqlite" else date_cell


class ListAsKept(UserDefinedType[list[Any]]):
    """A column of lists, most of which are empty."""

    cache_ok = True

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], Any] | None:
        """SQLite gives words, other databases lists."""
        return _list_of_words if dialect.name == "sqlite" else None


def _list_of_words(stored: str | None) -> Any:
    if stored == "[]":
        return []
    return None if stored is None else json.loads(stored)
