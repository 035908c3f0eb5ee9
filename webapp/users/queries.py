"""Questions about users."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from webapp.models import LoginSession, SignInAttempt, SingleUseLink, User
from webapp.models.base import token_digest
from webapp.rules.invitations import is_open_at, username_key


def all_users() -> Select[User]:
    """Every user of the instance, by the name to sign in by."""
    return select(User).order_by(User.username, User.id)


def user_by_id_or_none(session: Session, public_id: str) -> User | None:
    """The user of this public id."""
    return session.scalars(select(User).where(User.public_id == public_id)).one_or_none()


def open_link_or_none(session: Session, token: str, now: datetime) -> SingleUseLink | None:
    """The link of a token while it can still be used."""
    return session.scalars(
        select(SingleUseLink)
        .join(SingleUseLink.user)
        .options(joinedload(SingleUseLink.user))
        .where(
            SingleUseLink.token_sha256 == token_digest(token),
            *is_open_at(now),
            User.deactivated_at.is_(None),
        )
    ).one_or_none()


@dataclass(frozen=True)
class Tries:
    """How many tries to sign in were made of late, but for those that succeeded."""

    under_name: int
    from_place: int
    under_name_from_place: int


def tries_around(
    session: Session, username: str, place: str, now: datetime, window: timedelta
) -> Tries:
    """The tries under this name, from this place, and both.

    Those that seem to lie ahead were made before the clock was set back: a window ahead counts,
    so that nobody gains by it, and no more, so that nobody is locked out until it has come.
    """
    attempt = SignInAttempt
    recent = select(func.count()).where(
        attempt.created_at > now - window, attempt.created_at < now + window
    )
    by_name = attempt.username_sha256 == token_digest(username_key(username))
    by_place = attempt.address == place

    def count(*conditions: ColumnElement[bool]) -> int:
        return session.execute(recent.where(*conditions)).scalar_one()

    return Tries(count(by_name), count(by_place), count(by_name, by_place))


def login_sessions_of(session: Session, user: User) -> list[LoginSession]:
    """Where the user is signed in, latest first."""
    return list(
        session.scalars(
            select(LoginSession)
            .where(LoginSession.user_id == user.id)
            .order_by(LoginSession.last_seen_at.desc(), LoginSession.id)
        )
    )


def login_session_or_none(session: Session, user: User, public_id: str) -> LoginSession | None:
    """The user's own login session of this id."""
    return session.scalars(
        select(LoginSession).where(
            LoginSession.user_id == user.id, LoginSession.public_id == public_id
        )
    ).one_or_none()


def admins_left_without(session: Session, user: User) -> int:
    """How many active admins there are besides this user; none changes while we decide."""
    admins = session.scalars(
        select(User)
        .where(User.is_admin, User.deactivated_at.is_(None))
        .order_by(User.id)
        .with_for_update()
    )
    return sum(admin.id != user.id for admin in admins)


def any_admin_has_password(session: Session) -> bool:
    """Somebody can sign in and keep the instance."""
    found = select(User.id).where(
        User.is_admin, User.deactivated_at.is_(None), User.password_hash.is_not(None)
    )
    return session.execute(found.limit(1)).first() is not None
