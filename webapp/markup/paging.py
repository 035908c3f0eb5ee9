"""Lists in pages: any number that an address asks for gives a page that exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """The rows of one page, and where it stands among the others."""

    rows: list[Row]
    number: int
    page_count: int
    row_count: int


def page_of(
    session: Session, statement: Select[Row], number: int | None, size: int = PAGE_SIZE
) -> Paged[Row]:
    """The page of this number, or the nearest that there is."""
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    row_count = session.execute(counted).scalar_one()
    page_count = max(1, -(-row_count // size))
    nearest = min(max(number or 1, 1), page_count)
    rows = session.scalars(statement.limit(size).offset((nearest - 1) * size)).unique().all()
    return Paged(list(rows), nearest, page_count, row_count)
