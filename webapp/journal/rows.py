"""Rows as they stand, by what the journal calls them; and bringing them back to what they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from webapp.journal.kind import Act, Kind, Subject, kind_of_model
from webapp.journal.registry import KINDS, SUBJECTS
from webapp.journal.values import Rows, Shelf, Values, key, of_kind
from webapp.rules.actions import ObjectKind


def kind_of(row: Any) -> Kind:
    """What the registry says of a row."""
    return KINDS[kind_of_model(type(row))]


def subject_of(row: Any) -> Subject:
    """In whose history changes to the row stand."""
    return SUBJECTS[kind_of(row).subject]


def key_of(row: Any) -> str:
    """What the journal calls a row."""
    kind = kind_of(row)
    return key(kind.kind, kind.name(row))


def values_of(row: Any) -> Values:
    """The row's values as the journal keeps them."""
    return kind_of(row).values(row)


def rows_of(session: Session, things: Sequence[Any]) -> Rows:
    """Every row that hangs on these things, as they stand now."""
    session.flush()
    if not things:
        return {}
    subject = kind_of(things[0]).subject
    kinds = [kind for kind in KINDS.values() if kind.subject == subject]
    rows = (row for kind in kinds for row in _within(session, kind, things))
    return {key_of(row): values_of(row) for row in rows}


def _within(session: Session, kind: Kind, things: Sequence[Any]) -> Sequence[Any]:
    if kind.within is None:
        return [thing for thing in dict.fromkeys(things) if thing in session]
    ways = [joinedload(getattr(kind.model, one.name)) for one in kind.fields if one.leads_to]
    query = select(kind.model).options(*ways, *kind.loading)
    query = query.where(kind.within([thing.id for thing in things])).order_by(kind.model.id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def restore(act: Act, kind: ObjectKind, wanted: Rows) -> None:
    """Bring rows of such things back to their values; no values mean that the row goes."""
    subject = SUBJECTS[kind]
    with _clashes_refused(act.session, subject):
        _restore(act, subject, wanted)


@contextmanager
def _clashes_refused(session: Session, subject: Subject) -> Iterator[None]:
    if subject.clash is None:
        yield
        return
    try:
        with session.begin_nested():
            yield
    except IntegrityError:
        raise subject.clash() from None


def _restore(act: Act, subject: Subject, wanted: Rows) -> None:
    session, shelf = act.session, Shelf(act.session, act.by.project)
    if subject.prepare:
        subject.prepare(act, shelf, wanted)
    kinds = [kind for kind in KINDS.values() if kind.subject == subject.kind]
    with session.no_autoflush:
        made = [row for kind in kinds for row in _put_on_shelf(shelf, kind, wanted)]
        for kind, row, values in _with_values(shelf, kinds, wanted):
            kind.write_columns(shelf, row, values)
        session.flush()
        for kind, row, values in _with_values(shelf, kinds, wanted):
            if kind.write_parts:
                kind.write_parts(shelf, row, values)
        session.flush()
    for kind in reversed(kinds):
        _remove(act, shelf, kind, wanted)
    session.expire_all()
    if subject.finish:
        rows = [row for _, row, _ in _with_values(shelf, kinds, wanted)]
        subject.finish(act, rows, made)


def _put_on_shelf(shelf: Shelf, kind: Kind, wanted: Rows) -> Iterator[Any]:
    """Look the kind's rows up all at once; gives those that are made anew."""
    named = of_kind(wanted, kind.kind)
    found = kind.find(shelf.session, shelf.project, named)
    for name, values in named.items():
        shelf.put(kind.model, name, found.get(name))
        if values is not None and name not in found:
            row = kind.made(shelf, name)
            shelf.session.add(row)
            shelf.put(kind.model, name, row)
            yield row


def _with_values(
    shelf: Shelf, kinds: Sequence[Kind], wanted: Rows
) -> Iterator[tuple[Kind, Any, Values]]:
    for kind in kinds:
        for name, values in of_kind(wanted, kind.kind).items():
            if values is not None:
                yield kind, shelf.row(kind.model, name), values


def _remove(act: Act, shelf: Shelf, kind: Kind, wanted: Rows) -> None:
    for name, values in of_kind(wanted, kind.kind).items():
        row = shelf.row(kind.model, name) if values is None else None
        if row is None:
            continue
        act.after[key(kind.kind, name)] = None
        if kind.remove:
            kind.remove(shelf, row)
        else:
            shelf.session.delete(row)
    shelf.session.flush()
