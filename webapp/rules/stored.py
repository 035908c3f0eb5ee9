"""All that is stored because pages ask for it: compared with what follows, and written anew.

Services keep it true with each change. It is written anew after a migration that brings columns of
it, by a program that folds words otherwise, and by `counterclaim migrate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from webapp.folding import FOLDING, folded
from webapp.models.article import reading_key_of
from webapp.models.base import BEFORE_ALL, Base
from webapp.models.folding_mark import FoldingMark
from webapp.rules.stale_names import stale_names
from webapp.rules.stored_claims import outdated_claims, store_values
from webapp.rules.strayed_tags import lead_home
from webapp.rules.written_names import outdated_names, write_names

MANY = 500
"""Rows that are held at once."""


@dataclass(frozen=True)
class Derived:
    """A column that follows from other columns of its row."""

    table: Table
    column: str
    given: tuple[str, ...]
    follows: Callable[..., object]


def _derived(table: str, column: str, *given: str, by: Callable[..., object] = folded) -> Derived:
    return Derived(Base.metadata.tables[table], column, given, by)


DERIVED = (
    _derived("article", "reading_key", "published_on", "public_id", by=reading_key_of),
    _derived("article", "text_length", "text", by=len),
    _derived("article", "folded_title", "title"),
    _derived("article", "folded_text", "text"),
    _derived("article", "folded_outlet", "outlet"),
    _derived("dispute", "folded_question", "question"),
    _derived("source", "folded_name", "name"),
    _derived("source_alias", "folded_name", "name"),
    _derived("written_name", "folded_name", "name"),
)


def is_stored(session: Session) -> bool:
    """All was written by a program that folds words as this one does."""
    return session.scalars(select(FoldingMark.folding)).one_or_none() == FOLDING


def store_anew(session: Session) -> None:
    """Write all of it, where something else is stored; nobody else does so at the same time.

    Tags that were led astray are led home before: what is stored of claims follows from them.
    """
    mark = session.scalars(select(FoldingMark)).one_or_none()
    for derived in DERIVED:
        changed = [{"key": key, "value": value} for key, value in _outdated(session, derived)]
        if changed:
            rows = derived.table
            query = update(rows).where(rows.c.id == bindparam("key"))
            session.execute(query.values({derived.column: bindparam("value")}), changed)
    lead_home(session)
    for keys in _keys(session, Base.metadata.tables["claim"]):
        store_values(session, keys)
    for keys in _keys(session, Base.metadata.tables["source"]):
        write_names(session, keys)
    if mark is None:
        session.add(FoldingMark(id=1, folding=FOLDING))
    else:
        mark.folding = FOLDING


def outdated(session: Session) -> Iterator[str]:
    """What is stored otherwise than it follows: the tables, columns and keys of the rows."""
    for derived in DERIVED:
        for key, _ in _outdated(session, derived):
            yield f"{derived.table.name}.{derived.column} {key}"
    misnamed: set[int] = set()
    for keys in _keys(session, Base.metadata.tables["claim"]):
        for key in outdated_claims(session, keys):
            yield f"claim {key}"
        misnamed.update(stale_names(session, keys))
    for keys in _keys(session, Base.metadata.tables["source"]):
        misnamed.update(outdated_names(session, keys))
    for key in sorted(misnamed):
        yield f"written_name of source {key}"


def _outdated(session: Session, derived: Derived) -> Iterator[tuple[int, object]]:
    """The keys of rows in which something else stands, and what should."""
    table = derived.table
    columns = (table.c[name] for name in (*derived.given, derived.column))
    query = select(table.c.id, *columns)
    for rows in _pages(session, query, table):
        for key, *given, stored in rows:
            wanted = derived.follows(*given)
            if wanted != stored:
                yield key, wanted


def _keys(session: Session, table: Table) -> Iterator[list[int]]:
    for rows in _pages(session, select(table.c.id), table):
        yield [row[0] for row in rows]


def _pages(session: Session, query: Any, table: Table) -> Iterator[Sequence[Any]]:
    last = BEFORE_ALL
    while rows := session.execute(
        query.where(table.c.id > last).order_by(table.c.id).limit(MANY)
    ).all():
        yield rows
        last = rows[-1][0]
