"""One session per request: GET reads, everything else may write."""

from __future__ import annotations

import logging
from typing import cast

from flask import Flask, current_app, g, request
from flask import session as browser_session
from sqlalchemy.orm import Session

from webapp.database import Database, facts_of

log = logging.getLogger(__name__)

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


def take_back(error: Exception) -> None:
    """Undo a change that met another one, with all that its page would have said."""
    log.warning("crossed at %s: %s", request.endpoint, facts_of(error))
    session().rollback()
    browser_session.pop("_flashes", None)


def leave_database() -> None:
    """Go on without it: what this request has loaded may have expired."""
    g.has_left_database = True
    browser_session.pop("_flashes", None)  # of a change that was not saved after all
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
