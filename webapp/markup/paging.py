"""Lists in pages: any number that an address asks for gives a page that exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
Shown = TypeVar("Shown")
PAGE_SIZE = 50
PAGES_AHEAD = 10
"""Of what only grows, so many pages are counted behind the one that is asked for."""
MOST_PAGES = 1_000_000


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """The rows of one page, and where it stands among the others."""

    rows: list[Row]
    number: int
    page_count: int
    row_count: int
    has_more: bool = False
    """There may be more rows and pages than these: they were not counted."""

    def showing(self, rows: Sequence[Shown]) -> Paged[Shown]:
        """The same page with what is shown of each row."""
        return Paged(list(rows), self.number, self.page_count, self.row_count, self.has_more)


def page_of(
    session: Session,
    statement: Select[Row],
    number: int | None,
    size: int = PAGE_SIZE,
    *,
    counted: Select[int] | None = None,
) -> Paged[Row]:
    """The page of this number, or the nearest that there is.

    `counted` asks how many rows there are where that is known by a shorter way.
    """
    row_count = session.execute(_count(statement) if counted is None else counted).scalar_one()
    nearest, page_count = _nearest(number, row_count, size)
    rows = session.scalars(statement.limit(size).offset((nearest - 1) * size)).unique().all()
    return Paged(list(rows), nearest, page_count, row_count)


def page_of_growing(session: Session, statement: Select[Row], number: int) -> Paged[Row]:
    """The same of rows that only become more: too many to be counted for every page."""
    most = (min(number, MOST_PAGES) + PAGES_AHEAD) * PAGE_SIZE
    page = page_of(session, statement, number, counted=_count(statement.limit(most + 1)))
    return replace(page, has_more=page.row_count > most)


def _count(statement: Select[Row]) -> Select[int]:
    keys: Select[int] = statement.order_by(None).with_only_columns(
        literal_column("1").label("one"), maintain_column_froms=True
    )
    return select(func.count()).select_from(keys.subquery())


def page_of_rows(rows: Sequence[Row], number: int | None, size: int = PAGE_SIZE) -> Paged[Row]:
    """The same of rows that are at hand."""
    nearest, page_count = _nearest(number, len(rows), size)
    shown = rows[(nearest - 1) * size : nearest * size]
    return Paged(list(shown), nearest, page_count, len(rows))


def _nearest(number: int | None, row_count: int, size: int) -> tuple[int, int]:
    """The number of the nearest page that there is, and how many there are."""
    page_count = max(1, -(-row_count // size))
    return min(max(number or 1, 1), page_count), page_count
