"""Who is signed in: Flask-Login over login sessions kept in the database."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from flask import Flask, request
from flask import session as browser_session
from flask_login import (
    AnonymousUserMixin,
    LoginManager,
    UserMixin,
    current_user,
    login_user,
    logout_user,
)
from sqlalchemy import Select, Text, and_, bindparam, select, update
from sqlalchemy.orm import contains_eager

from webapp.database import DATABASE_ERRORS, facts_of
from webapp.models import LoginSession, Membership, Project, User
from webapp.models.base import token_digest, utc_now
from webapp.rules.jobs import has_open_job
from webapp.web.programs import asks_as_program, load_holder
from webapp.web.transactions import database, has_left_database, session

log = logging.getLogger(__name__)

IDLE_LIMIT = timedelta(hours=2)
ABSOLUTE_LIMIT = timedelta(hours=12)
SEEN_AGAIN_AFTER = timedelta(minutes=1)
CONFIRMED_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """The person behind this request, and the session of their browser."""

    user: User
    login_session: LoginSession
    token: str
    membership: Membership | None = None
    """Theirs in the project of this address."""
    has_open_job: bool = False
    """Workers have something to do that they asked for."""

    def get_id(self) -> str:
        """What the cookie carries."""
        return self.token


def begin_session(signed_in: SignedIn) -> None:
    """Sign this browser in; its cookie starts afresh, form tokens included."""
    browser_session.clear()
    login_user(signed_in)


def end_session() -> None:
    """Sign this browser out; form tokens die with its session."""
    logout_user()
    browser_session.clear()


def recently_confirmed() -> bool:
    """The person behind this request typed their password within the last half hour.

    What seems to lie further ahead was confirmed before the clock was set back: ask again.
    """
    confirmed_at = current_user.login_session.reauthenticated_at
    return confirmed_at is not None and abs(utc_now() - confirmed_at) <= CONFIRMED_FOR


def is_over(login_session: LoginSession, now: datetime) -> bool:
    """Too long idle, or too old altogether; nobody is signed out by a clock that is set back."""
    return (
        now - login_session.last_seen_at > IDLE_LIMIT
        or now - login_session.created_at > ABSOLUTE_LIMIT
    )


def _is_noted(login_session: LoginSession, now: datetime) -> bool:
    """It was seen within a minute, and nothing of it lies ahead."""
    since = now - login_session.last_seen_at
    return timedelta(0) <= since < SEEN_AGAIN_AFTER and login_session.created_at <= now


def load_signed_in(token: str) -> SignedIn | None:
    """Whose browser sent the token, if its session is still good."""
    if has_left_database():
        return None
    project_id = (request.view_args or {}).get("project_id")
    asked = {"token_sha256": token_digest(token), "project_id": project_id}
    found = session().execute(_with_membership(), asked).one_or_none()
    if found is None:
        return None
    login_session, membership, has_job = found
    if is_over(login_session, utc_now()) or not login_session.user.is_active:
        return None
    return SignedIn(login_session.user, login_session, token, membership, has_job)


@cache
def _with_membership() -> Select[LoginSession, Membership | None, bool]:
    """Who sent a token, what they are in the project of an address, what runs: one query."""
    is_theirs = and_(Membership.user_id == User.id, Membership.ended_at.is_(None))
    is_here = (
        Membership.project_id
        == select(Project.id)
        .where(Project.public_id == bindparam("project_id", type_=Text))
        .scalar_subquery()
    )
    return (
        select(LoginSession, Membership, has_open_job())
        .join(LoginSession.user)
        .outerjoin(Membership, and_(is_theirs, is_here))
        .outerjoin(Membership.project)
        .options(contains_eager(LoginSession.user), contains_eager(Membership.project))
        .where(LoginSession.token_sha256 == bindparam("token_sha256"))
    )


def note_seen(signed_in: SignedIn) -> None:
    """The one thing that a GET may write: in its own transaction, once a minute at most.

    No page waits for it or fails for want of it. Times that lie ahead, from before the clock was
    set back, count as now from here on.
    """
    now, seen = utc_now(), signed_in.login_session
    if _is_noted(seen, now):
        return
    login_session_id, times = seen.id, {"last_seen_at": now}
    if seen.created_at > now:
        times["created_at"] = now
    session().rollback()  # that of a POST holds the right to write
    change = update(LoginSession).where(LoginSession.id == login_session_id)
    try:
        with database().hurried_transaction() as writing:
            writing.execute(change.values(times))
    except DATABASE_ERRORS as error:
        log.warning("session not noted as seen: %s", facts_of(error))


def load_identities(app: Flask) -> None:
    """Connect Flask-Login, for browsers and for programs; its own protection stays off."""
    manager = LoginManager()
    manager.session_protection = None
    manager.anonymous_user = AnonymousUserMixin
    manager.user_loader(load_signed_in)
    manager.request_loader(load_holder)
    manager.init_app(app)


def keep_sessions_alive(app: Flask) -> None:
    """Note who opens a page; a style sheet is nobody's page."""

    @app.before_request
    def seen() -> None:
        if request.endpoint == "static" or asks_as_program():
            return
        if current_user.is_authenticated:
            note_seen(current_user)
