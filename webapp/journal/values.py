"""The values of a row as JSON keeps them, read from its mapped columns, and written back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, Enum, inspect, select
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.types import TypeEngine

from webapp.models import Codebook, Project, User
from webapp.models.base import UTCDateTime
from webapp.rules.actions import ObjectKind

Values = dict[str, Any]
Rows = dict[str, Values | None]
"""Values by what the row is, `account:` and its public id; none where there is no row."""
NEVER_KEPT = frozenset({"id", "public_id", "project_id", "updated_at", "version"})


def key(kind: ObjectKind, name: str) -> str:
    """What the journal calls one row."""
    return f"{kind}:{name}"


def of_kind(rows: Rows, kind: ObjectKind) -> Rows:
    """The rows of one kind, by name."""
    named = ((one.partition(":"), values) for one, values in rows.items())
    return {name: values for (found, _, name), values in named if found == kind}


@dataclass(frozen=True)
class Field:
    """A column as the journal keeps it; one that leads to a row is called as that is, no key."""

    name: str
    column_type: TypeEngine[Any]
    leads_to: type[Any] | None

    def of(self, row: Any) -> Any:
        """The row's value as JSON keeps it."""
        value = getattr(row, self.name)
        if self.leads_to is not None:
            return name_of(value)
        if isinstance(value, StrEnum):
            return value.value
        return value.isoformat() if isinstance(value, date) else value

    def write(self, shelf: Shelf, row: Any, value: Any) -> None:
        """Give the row what JSON keeps, where it says otherwise."""
        if self.of(row) == value:
            return
        if self.leads_to is not None:
            value = shelf.row(self.leads_to, value)
        elif isinstance(value, str):
            value = self._from_words(value)
        setattr(row, self.name, value)

    def _from_words(self, words: str) -> Any:
        if isinstance(self.column_type, Enum) and self.column_type.enum_class is not None:
            return self.column_type.enum_class(words)
        if isinstance(self.column_type, UTCDateTime):
            return datetime.fromisoformat(words)
        return date.fromisoformat(words) if isinstance(self.column_type, Date) else words


def fields_of(model: type[Any], *left_out: str) -> tuple[Field, ...]:
    """What the journal keeps of a table: every column but its keys, and those that are left out."""
    mapper: Mapper[Any] = inspect(model)
    ways = mapper.relationships
    return tuple(
        Field(key.removesuffix("_id"), column.type, ways[key.removesuffix("_id")].mapper.class_)
        if column.foreign_keys
        else Field(key, column.type, None)
        for key, column in mapper.columns.items()
        if key not in NEVER_KEPT.union(left_out)
    )


def name_of(row: Any) -> Any:
    """What JSON calls a row: its public id; a version of the codebook goes by its number."""
    if row is None:
        return None
    return row.number if isinstance(row, Codebook) else row.public_id


class Shelf:
    """A project's rows by what JSON calls them, each looked up once."""

    def __init__(self, session: Session, project: Project) -> None:
        self.session = session
        self.project = project
        self._rows: dict[tuple[type[Any], Any], Any] = {}

    def row(self, model: type[Any], name: Any) -> Any:
        """The row of this name; none where there is none."""
        if name is not None and (model, name) not in self._rows:
            column = model.number if model is Codebook else model.public_id
            query = select(model).where(column == name)
            if model is not User:
                query = query.where(model.project_id == self.project.id)
            self._rows[model, name] = self.session.scalars(query).one_or_none()
        return self._rows.get((model, name))

    def put(self, model: type[Any], name: str, row: Any) -> None:
        """Let others find a row that was read or made elsewhere."""
        self._rows[model, name] = row
