"""Lists in pages: any number that an address asks for gives a page that exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
Shown = TypeVar("Shown")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """The rows of one page, and where it stands among the others."""

    rows: list[Row]
    number: int
    page_count: int
    row_count: int

    def showing(self, rows: Sequence[Shown]) -> Paged[Shown]:
        """The same page with what is shown of each row."""
        return Paged(list(rows), self.number, self.page_count, self.row_count)


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
    if counted is None:
        keys: Select[int] = statement.order_by(None).with_only_columns(
            literal_column("1").label("one"), maintain_column_froms=True
        )
        counted = select(func.count()).select_from(keys.subquery())
    row_count = session.execute(counted).scalar_one()
    nearest, page_count = _nearest(number, row_count, size)
    rows = session.scalars(statement.limit(size).offset((nearest - 1) * size)).unique().all()
    return Paged(list(rows), nearest, page_count, row_count)


def page_of_rows(rows: Sequence[Row], number: int | None, size: int = PAGE_SIZE) -> Paged[Row]:
    """The same of rows that are at hand."""
    nearest, page_count = _nearest(number, len(rows), size)
    shown = rows[(nearest - 1) * size : nearest * size]
    return Paged(list(shown), nearest, page_count, len(rows))


def _nearest(number: int | None, row_count: int, size: int) -> tuple[int, int]:
    """The number of the nearest page that there is, and how many there are."""
    page_count = max(1, -(-row_count // size))
    return min(max(number or 1, 1), page_count), page_count
