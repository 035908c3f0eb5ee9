"""What one request costs the server: CPU, and statements that the database is sent."""

from __future__ import annotations

import itertools
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Flask, render_template
from flask.testing import FlaskClient
from jinja2 import DictLoader
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool
from werkzeug.test import TestResponse

from webapp.database import Database

BY_ITSELF = ("PRAGMA", "BEGIN", "SET ")
"""What a connection says whatever is asked."""
LONGEST_MS = 20_000
"""Of CPU for one page: then fewer runs are enough."""
WARM_UPS, LONGEST_WARM_UP_MS = 12, 2_000
BARE = """<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1>
<ul>{% for row in rows %}<li><b>{{ row.number }}</b> {{ row.words }}</li>{% endfor %}</ul>"""


class Wsgi(Protocol):
    """A WSGI application."""

    def __call__(self, environ: Any, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""


@dataclass(frozen=True)
class Ask:
    """One request; with fields it is a POST."""

    path: str
    fields: dict[str, str] | None = None
    accept: str = "text/html"


Asks = Iterator[Ask]


class Meter:
    """Stands before an application and notes what each request costs."""

    def __init__(self, app: Flask) -> None:
        self.inner: Wsgi = app.wsgi_app
        self.ms = 0.0
        app.wsgi_app = self  # type: ignore[method-assign]  # as Flask documents

    def __call__(self, environ: Any, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer the request whole, with all that happens when it is closed."""
        start = time.process_time()
        answer = self.inner(environ, start_response)
        body = b"".join(answer)
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        self.ms = 1000 * (time.process_time() - start)
        return [body]


class Site:
    """An application over a database, and somebody's browser."""

    def __init__(self, app: Flask, client: FlaskClient, database: Database | None = None) -> None:
        self.meter, self.client = Meter(app), client
        self.statements: list[str] = []
        if database is not None:
            event.listen(database.engine, "before_cursor_execute", self._note)

    def _note(self, _: object, __: object, statement: str, *___: object) -> None:
        if not statement.startswith(BY_ITSELF):
            self.statements.append(statement)

    def answer(self, ask: Ask) -> TestResponse:
        """The answer; refuses one that is an error or asks for other input."""
        self.statements.clear()
        method = "GET" if ask.fields is None else "POST"
        headers = {"Accept": ask.accept}
        answer = self.client.open(ask.path, method=method, data=ask.fields, headers=headers)
        gives_page = ask.fields is None or "Content-Disposition" in answer.headers
        if answer.status_code not in ((200, 303) if gives_page else (303,)):
            raise RuntimeError(f"{method} {ask.path} answers {answer.status}")
        return answer


@dataclass
class Cost:
    """Of one page: the CPU of each run, beside that of both small pages at the same time."""

    statements: int = 0
    """The most that a run sent."""
    ms: list[float] = field(default_factory=list)
    sign_in: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Milliseconds of CPU."""
        return statistics.median(self.ms)

    @property
    def ratio(self) -> float:
        """To the page for signing in."""
        return self.middle / statistics.median(self.sign_in)

    @property
    def bare_ratio(self) -> float:
        """To a page of Flask and SQLAlchemy that does next to nothing."""
        return self.middle / statistics.median(self.bare)


def cost_of(site: Site, asks: Asks, small: tuple[Site, Site], runs: int) -> Cost:
    """The cost of a page after runs that warm up, with the small pages between its runs."""
    _warm_up(site, asks)
    cost = Cost()
    while len(cost.ms) < runs and sum(cost.ms) < LONGEST_MS:
        site.answer(next(asks)).close()
        cost.ms.append(site.meter.ms)
        cost.statements = max(cost.statements, len(site.statements))
        for one, times in zip(small, (cost.sign_in, cost.bare), strict=True):
            one.answer(Ask("/sign-in")).close()
            times.append(one.meter.ms)
    return cost


def _warm_up(site: Site, asks: Asks) -> None:
    """Let every cache see the rows that are asked for; of pages that take long, a few of them."""
    spent = 0.0
    for ask in itertools.islice(asks, WARM_UPS):
        site.answer(ask).close()
        spent += site.meter.ms
        if spent > LONGEST_WARM_UP_MS:
            return


class BareBase(DeclarativeBase):
    """The tables of the bare page."""


class BareRow(BareBase):
    """A row of it."""

    __tablename__ = "bare"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    words: Mapped[str]


def bare_site() -> Site:
    """One query of twenty rows and one template, at the address of the other small page."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    BareBase.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(BareRow(number=number, words="Who said it.") for number in range(40))
        session.commit()
    app = Flask("bare")
    app.jinja_loader = DictLoader({"bare.html": BARE})

    @app.get("/sign-in")
    def bare() -> str:
        with Session(engine) as session:
            rows = session.scalars(select(BareRow).order_by(BareRow.id).limit(20)).all()
            return render_template("bare.html", title="Bare", rows=rows)

    return Site(app, app.test_client())


def spare_the_disk(database: Database) -> None:
    """Let the database not wait for the disk, nor work for it; nothing of it is to be kept."""

    @event.listens_for(database.engine, "connect")
    def connect(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = MEMORY").fetchone()
