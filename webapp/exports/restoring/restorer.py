"""What bringing back each table needs: the project, and the keys of the rows that are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.orm import Session

from webapp.exports.restoring.bundle import Bundle
from webapp.models import Base, Project, User


@dataclass(frozen=True)
class Restored:
    """The project that is being filled, by whom, and its rows' keys by their public ids."""

    project: Project
    by: User | None
    now: datetime
    codebooks: dict[str, int] = field(default_factory=dict)
    """By their numbers."""
    sources: dict[str, int] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    annotations: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    """By their pseudonyms."""
    disputes: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    placements: dict[str, int] = field(default_factory=dict)
    evidence: dict[str, int] = field(default_factory=dict)

    def person(self, pseudonym: str) -> int | None:
        """The user of this pseudonym; none for an empty cell."""
        return self.people[pseudonym] if pseudonym else None


@dataclass(frozen=True, kw_only=True)
class Restorer:
    """How one table comes back."""

    check: Callable[[Bundle], None]
    """Refuses what the table says wrongly, naming the row; asks no database."""
    restore: Callable[[Session, Bundle, Restored], None]
    """Adds the rows of the table, once all tables are checked."""


def add_rows(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> dict[str, int]:
    """Store the rows, all at once; gives their keys by their public ids."""
    if not rows:
        return {}
    table = model.__table__
    query = insert(model).returning(table.c.id, sort_by_parameter_order=True)
    keys = session.scalars(query, rows)
    return {row["public_id"]: key for row, key in zip(rows, keys, strict=True)}


def link_rows(
    session: Session, model: type[Base], column: str, keys: dict[str, int], links: dict[str, str]
) -> None:
    """Let rows lead to other rows of their table, once all of them are there."""
    table = cast(Table, model.__table__)
    query = update(table).where(table.c.id == bindparam("one")).values({column: bindparam("other")})
    rows = [{"one": keys[one], "other": keys[other]} for one, other in links.items()]
    if rows:
        session.connection().execute(query, rows)
