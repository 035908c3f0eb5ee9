"""What every exported table is asked: which rows there are, and what some of them say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.exports.scope import Scope
from webapp.tables.columns import ExportedTable
from webapp.tables.writers import Row

Open = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, kw_only=True)
class Query:
    """How one table is read: the keys of all its rows first, then the rows, some at a time."""

    table: ExportedTable
    keys: Callable[[Session, Scope], Sequence[int]]
    """In the order in which the rows leave."""
    rows: Callable[[Session, Scope, Sequence[int]], Iterable[Row]]
    """The rows of these keys, in the order of the keys; those of rows that are gone are none."""
    count: Callable[[Session, Scope], int | None]
    """How many rows there are; none where only reading them would tell."""
    has_people: bool = False
    """Its rows say who did something: a pseudonym, or a name where names are asked for."""
    page_size: int = 500


def pages_of(query: Query, scope: Scope, opened: Open) -> Iterator[list[Row]]:
    """Every row, a page at a time: no session stays open while somebody reads a page slowly."""
    with opened() as session:
        keys = query.keys(session, scope)
    for start in range(0, len(keys), query.page_size):
        with opened() as session:
            page = list(query.rows(session, scope, keys[start : start + query.page_size]))
        yield page
