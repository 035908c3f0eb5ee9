"""Questions about users."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from webapp.models import LoginSession, SignInAttempt, SingleUseLink, User
from webapp.models.base import token_digest
from webapp.models.people import is_open_at, username_key


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


def tries_since(session: Session, username: str, address: str, since: datetime) -> int:
    """The larger count of tries that did not succeed: under this name, or from this address."""
    recent = select(func.count()).where(SignInAttempt.created_at > since)
    by_name = recent.where(SignInAttempt.username_sha256 == token_digest(username_key(username)))
    by_address = recent.where(SignInAttempt.address == address)
    return max(session.execute(by_name).scalar_one(), session.execute(by_address).scalar_one())


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
