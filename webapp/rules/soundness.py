"""What must be true of rows and no constraint says: unaltered texts and events, ways that end.

Every question reads a few rows at a time, and none for long: on SQLite a reader keeps writers
waiting.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, select
from sqlalchemy.orm import Mapped, Session

from webapp.limits import LONGEST_CHAIN
from webapp.models.article import Article
from webapp.models.base import BEFORE_ALL, Base
from webapp.models.claim import Claim
from webapp.models.event import Event, EventPayload
from webapp.models.span import Span
from webapp.rules.events import payload_digest

FEW, MANY = 5, 200
"""Rows that are held at once: of texts, and of anything else."""


def altered_texts(session: Session) -> Iterator[str]:
    """The public ids of articles whose text is not the one that was stored."""
    query = select(Article.id, Article.public_id, Article.text, Article.text_sha256)
    for _, public_id, text, digest in _pages(session, query, Article.id, FEW):
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != digest:
            yield public_id


def strayed_quotes(session: Session) -> Iterator[str]:
    """The public ids of claims with words that do not stand where the claim says."""
    query = select(Article.id, Article.text)
    for article_id, text in _pages(session, query, Article.id, FEW):
        spans = session.execute(
            select(Claim.public_id, Span.start, Span.end, Span.quote)
            .join(Claim.spans)
            .where(Claim.article_id == article_id)
            .order_by(Claim.id, Span.id)
        )
        yield from dict.fromkeys(
            public_id for public_id, start, end, quote in spans if text[start:end] != quote
        )


def altered_events(session: Session) -> Iterator[int]:
    """The numbers of events whose values before and after are not those that were recorded."""
    query = select(Event.id, Event.payload_sha256, EventPayload.before, EventPayload.after)
    for number, digest, before, after in _pages(session, query.join(Event.payload), Event.id, MANY):
        if payload_digest(before, after) != digest:
            yield number


def early_undoings(session: Session) -> Iterator[int]:
    """The numbers of events that take back one which came later, or themselves."""
    yield from session.scalars(
        select(Event.id).where(Event.undoes_id >= Event.id).order_by(Event.id)
    )


def endless_ways(session: Session) -> Iterator[tuple[str, str]]:
    """Tables, and the public ids of rows from which a way leads in a circle or too far."""
    for table, column in _pointers():
        known = select(table.c.id, column).where(column.is_not(None))
        leads = dict(_pages(session, known, table.c.id, MANY))
        for lost in sorted(_lost(leads)):
            public_id = select(table.c.public_id).where(table.c.id == lost)
            yield table.name, session.execute(public_id).scalar_one()


def _lost(leads: dict[int, int]) -> set[int]:
    """The rows whose way is too far or has no end; each row is passed once."""
    steps: dict[int, float] = {}
    for start in leads:
        way: dict[int, None] = {}
        one = start
        while one in leads and one not in steps and one not in way:
            way[one] = None
            one = leads[one]
        count = math.inf if one in way else steps.get(one, 0)
        for row in reversed(way):
            count += 1
            steps[row] = count
    return {row for row, count in steps.items() if count > LONGEST_CHAIN}


def strangers(session: Session) -> Iterator[tuple[str, str]]:
    """Tables, and the public ids of rows that name a row of another project or article."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns if "public_id" in table.c else ():
            for key in column.foreign_keys:
                if not key.column.primary_key:  # no row is named by it
                    continue
                is_claim = table is key.column.table is Claim.__table__
                home, other = "article_id" if is_claim else "project_id", key.column.table.alias()
                if home not in table.c or home not in other.c:
                    continue
                rows = (
                    select(table.c.public_id)
                    .join(other, other.c.id == column)
                    .where(table.c[home] != other.c[home])
                    .order_by(table.c.id)
                )
                for public_id in session.scalars(rows):
                    yield table.name, public_id


def _pages(
    session: Session,
    query: Select[*tuple[Any, ...]],
    key: Mapped[int] | ColumnElement[int],
    size: int,
) -> Iterator[tuple[Any, ...]]:
    """All rows of a query whose first column is the key, a page at a time."""
    last = BEFORE_ALL
    while rows := session.execute(query.where(key > last).order_by(key).limit(size)).all():
        yield from map(tuple, rows)
        last = rows[-1][0]


def _pointers() -> Iterator[tuple[Table, Column[Any]]]:
    """The columns that lead to rows of their own table, the history's aside."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns if "public_id" in table.c else ():
            if any(key.column.table is table for key in column.foreign_keys):
                yield table, column
