"""Changes to users, their sessions and their links."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import LoginSession, SignInAttempt, SingleUseLink, User
from webapp.models.base import token_digest
from webapp.models.event import Change, record
from webapp.users.queries import failures_since, open_link_or_none
from webapp.vocabulary import LinkPurpose

LINK_LIFE = timedelta(hours=24)
THROTTLE_WINDOW = timedelta(minutes=5)
MAX_FAILURES = 10
PASSWORD_LENGTH = (15, 128)
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))


class WrongCredentials(Refusal):
    """One message for every reason, so that nobody learns which names exist."""

    def __init__(self) -> None:
        super().__init__("This name and password do not go together. Check both and try again.")


class TooManyTries(Refusal):
    """The throttle."""

    status = 429

    def __init__(self) -> None:
        super().__init__("Too many failed tries. Wait five minutes, then try again.")


class UsedLink(Refusal):
    """The link was used before, is too old or never was."""

    status = 404

    def __init__(self) -> None:
        super().__init__("This link was used before or is too old. Ask for a new one.")


def add_user(
    session: Session, by: User | None, *, username: str, display_name: str, is_admin: bool = False
) -> User:
    """A new user without a password; a link lets them in."""
    user = User(
        username=username.strip().casefold(), display_name=display_name.strip(), is_admin=is_admin
    )
    session.add(user)
    session.flush()
    record(
        session,
        by,
        None,
        Change(
            action="user added",
            object_kind="user",
            object_id=user.public_id,
            after={"is_admin": is_admin},
        ),
    )
    return user


def make_link(session: Session, user: User, purpose: LinkPurpose, now: datetime) -> str:
    """The token of a new single-use link; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    session.add(
        SingleUseLink(
            token_sha256=token_digest(token),
            user=user,
            purpose=purpose,
            expires_at=now + LINK_LIFE,
        )
    )
    session.flush()
    return token


def use_link(session: Session, token: str, now: datetime) -> SingleUseLink:
    """Spend a link; refuses one that was spent, is too old or never was."""
    link = open_link_or_none(session, token, now)
    if link is None or not link.user.is_active:
        raise UsedLink
    spent = session.execute(
        update(SingleUseLink)
        .where(SingleUseLink.id == link.id, SingleUseLink.used_at.is_(None))
        .values(used_at=now)
        .returning(SingleUseLink.id)
    )
    if spent.one_or_none() is None:
        raise UsedLink
    return link


def open_login_session(session: Session, user: User, *, browser: str, now: datetime) -> str:
    """Sign a browser in: the token for its cookie, always a new one."""
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_sha256=token_digest(token),
            user=user,
            browser=browser,
            created_at=now,
            last_seen_at=now,
        )
    )
    session.flush()
    return token


def close_login_sessions(session: Session, user: User, *, but: LoginSession | None = None) -> None:
    """Sign the user out everywhere, or everywhere else."""
    spared = but.id if but else 0
    session.execute(
        delete(LoginSession).where(LoginSession.user_id == user.id, LoginSession.id != spared)
    )


def refuse_throttled(session: Session, username: str, address: str, now: datetime) -> None:
    """Refuse while this name or address has failed too often."""
    if failures_since(session, username, address, now - THROTTLE_WINDOW) >= MAX_FAILURES:
        raise TooManyTries


def note_failure(session: Session, username: str, address: str, now: datetime) -> None:
    """Count a failed sign-in, and forget those of before yesterday."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.created_at < now - timedelta(days=1)))
    session.add(
        SignInAttempt(
            username_sha256=token_digest(username.casefold()), address=address, created_at=now
        )
    )
    session.flush()


def is_right_password(user: User | None, password: str) -> bool:
    """Whether the password is the user's; takes as long for a user who does not exist."""
    stored = user.password_hash if user and user.is_active and user.password_hash else None
    try:
        _hasher.verify(stored or _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def set_password(session: Session, user: User, password: str, *, kept: LoginSession | None) -> None:
    """A new password; every other browser is signed out."""
    shortest, longest = PASSWORD_LENGTH
    if not shortest <= len(password) <= longest:
        raise Refusal(
            f"A password has {shortest} to {longest} characters; a few words do well.",
            field="password",
        )
    if len(set(password)) < 5 or user.username in password.casefold():
        raise Refusal("This password is too easy to guess.", field="password")
    user.password_hash = _hasher.hash(password)
    close_login_sessions(session, user, but=kept)
    record(
        session,
        user,
        None,
        Change(action="password set", object_kind="user", object_id=user.public_id),
    )
