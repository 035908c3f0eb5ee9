"""What the registry says of a kind of rows, and of a thing that has a history of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, SQLColumnExpression, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from webapp.errors import Refusal
from webapp.journal.names import ITSELF
from webapp.journal.values import Field, Rows, Shelf, Values, name_of
from webapp.models import Codebook, Event, Membership, Project
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change

PublicIds = Collection[str] | BindParameter[str]
"""Known ones, or those of which a statement is asked later."""


@dataclass
class Act:
    """A change while it is made: by whom, what it is called, and what it touches."""

    session: Session
    by: Membership
    action: Action
    rows: list[Any]
    """The things whose rows the event tells; one that the change makes joins them."""
    was: Rows
    before: Rows = field(default_factory=dict)
    after: Rows = field(default_factory=dict)
    """What the event says beside the rows as they stand, or instead."""
    earlier: list[Change] = field(default_factory=list)
    """Changes that come with it; their events stand before its own."""


@dataclass(frozen=True)
class Undoing:
    """A change of which it is asked whether it can be taken back."""

    session: Session
    by: Membership
    event: Event
    public_id: str
    version: int | None
    """Of the thing, as the person saw it."""
    before: Rows
    after: Rows
    things: dict[str, Any]
    """What it touched and still stands, held, by public id."""
    now: Rows

    @property
    def changed_since(self) -> list[str]:
        """The rows that are not what the change made of them."""
        return [key for key, told in self.after.items() if not _says(self.now.get(key), told)]


def _says(now: Values | None, told: Values | None) -> bool:
    """Whether a row is as the history tells it; an older event knows fewer values."""
    if now is None or told is None:
        return now is told
    return all(now.get(name) == value for name, value in told.items())


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of rows: how they are found, read, written back and told."""

    model: type[Any]
    fields: tuple[Field, ...]
    subject: ObjectKind
    """In whose history its changes stand."""
    within: Callable[[Sequence[int]], ColumnElement[bool]] | None = None
    """Which rows hang on things of these keys; none where a row is the thing itself."""
    loading: tuple[ORMOption, ...] = ()
    parts: Callable[[Any], Values] | None = None
    """What belongs to a row and is no column of it."""
    write_parts: Callable[[Shelf, Any, Values], None] | None = None
    told: Callable[[Values, Codebook], dict[str, str]] | None = None
    """The values that a history shows, in words, by their labels."""
    make: Callable[[Shelf, str], Any] | None = None
    """A row anew, where it takes more than a public id."""
    remove: Callable[[Shelf, Any], None] | None = None
    """How a row goes, where it is not simply deleted."""
    name: Callable[[Any], str] = name_of
    named: tuple[SQLColumnExpression[str], SQLColumnExpression[int], tuple[Any, ...]] | None = None
    """Without a public id: the name as a column, the project's key, and the ways to both."""

    @property
    def kind(self) -> ObjectKind:
        """What the journal calls it."""
        return kind_of_model(self.model)

    def values(self, row: Any) -> Values:
        """Everything that an undo needs to bring the row back."""
        values = {one.name: one.of(row) for one in self.fields}
        return values | self.parts(row) if self.parts else values

    def write_columns(self, shelf: Shelf, row: Any, values: Values) -> None:
        """Give the row what is told of its columns; an older event tells of fewer."""
        for one in self.fields:
            if one.name in values:
                one.write(shelf, row, values[one.name])

    def made(self, shelf: Shelf, name: str) -> Any:
        """A row of this name in the project."""
        if self.make:
            return self.make(shelf, name)
        return self.model(public_id=name, project_id=shelf.project.id)

    def find(self, session: Session, project: Project, names: Collection[str]) -> dict[str, Any]:
        """Those of the project's rows that still stand, by name."""
        name, project_id, ways = self.named or (self.model.public_id, self.model.project_id, ())
        query = select(name, self.model).where(project_id == project.id, name.in_(names))
        for way in ways:
            query = query.join(way)
        return {found: row for found, row in session.execute(query)}  # noqa: C416 (no tuples to mypy)


def kind_of_model(model: type[Any]) -> ObjectKind:
    """What the journal calls rows of a model: as their table, or as their kind in it."""
    return ObjectKind(inspect(model).polymorphic_identity or model.__tablename__)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A thing with a history of its own, and what is special about changing it and back."""

    kind: ObjectKind
    touches: Callable[[PublicIds], ColumnElement[bool]]
    """The events that stand in the history of things of these public ids."""
    changes: tuple[ColumnElement[bool], ...] = ()
    """Which of them changed the thing itself."""
    takes_in_own_tags: bool = False
    """Of other changes it is the person's own tags that can be taken back."""
    is_for_the_blind: bool = True
    """Who does not see everyone's tags may change it, and what they may not see is in no way."""
    is_whole: bool = True
    """Its events keep the rows that they are about even where those stayed as they were."""
    hold: Callable[[Session, Sequence[Any]], None] | None = None
    """Read the things as they stand; nobody changes them until this transaction ends."""
    refuse_closed: Callable[[Iterable[Any]], None] | None = None
    """Some may only be read any more."""
    nothing_of_yours: str
    hold_around: Callable[[Session, Project, Iterable[Values]], None] | None = None
    """What is to be held before the things, where an undo brings some back."""
    adapt: Callable[[Undoing], Undoing] | None = None
    """What of a change is taken back, where that is not all of it."""
    guards: tuple[Callable[[Undoing], Refusal | None], ...] = ()
    """Each says why the change cannot be taken back, if it cannot."""
    prepare: Callable[[Act, Shelf, Rows], None] | None = None
    finish: Callable[[Act, Sequence[Any], Sequence[Any]], None] | None = None
    """What goes before writing rows back, and what follows: with the rows, and those made anew."""
    clash: Callable[[], Refusal] | None = None
    """What it means where the database refuses the rows."""
    taken_back: Callable[[str], Action] = lambda action: Action.CHANGE_TAKEN_BACK
    tells: frozenset[ObjectKind] = frozenset()
    """Kinds of rows that its history tells beside the thing's own."""
    itself: str = ITSELF
    me: str = ""
    stranger: str = "somebody"
    """How its history calls the program, the reader where not by name, and who is no member."""
