"""One session per request: GET reads, everything else may write."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from webapp.database import Database

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def database() -> Database:
    """The database of this instance."""
    return cast(Database, current_app.extensions["database"])


def session() -> Session:
    """The request's session; the database refuses a write in that of a GET."""
    if "session" not in g:
        safe = request.method in SAFE_METHODS
        g.session = database().reading() if safe else database().writing()
    return cast(Session, g.session)


def leave_database() -> None:
    """Go on without it: what this request has loaded may have expired."""
    g.has_left_database = True
    g.pop("membership", None)
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()


def has_left_database() -> bool:
    """The rest of this request must not ask the database anything."""
    return "has_left_database" in g


def close_sessions(app: Flask) -> None:
    """Give every request's session back when it ends."""

    @app.teardown_appcontext
    def close(_: BaseException | None) -> None:
        opened: Session | None = g.pop("session", None)
        if opened is not None:
            opened.close()
