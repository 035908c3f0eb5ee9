"""Rows of many tables, kept until there are enough of them to be stored at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from webapp.models import Base


class Rows:
    """Rows that are not stored yet; each has its key already."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.keys: dict[str, Iterator[int]] = {}

    def put(self, model: type[Base], **values: Any) -> int:
        """Keep a row, with a key of its own if its table has one."""
        key = 0
        if "id" in model.__table__.c:
            key = values["id"] = next(self._keys_of(model))
        self.rows.setdefault(model.__tablename__, []).append(values)
        return key

    def store(self) -> None:
        """Send all rows that were kept, those first to which others point."""
        for table in Base.metadata.sorted_tables:
            if rows := self.rows.pop(table.name, []):
                self.session.connection().execute(insert(table), rows)

    def _keys_of(self, model: type[Base]) -> Iterator[int]:
        name = model.__tablename__
        if name not in self.keys:
            last = self.session.scalar(select(func.max(model.__table__.c.id))) or 0
            self.keys[name] = itertools.count(last + 1)
        return self.keys[name]
