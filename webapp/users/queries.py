"""Questions about users."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from webapp.models import LoginSession, SignInAttempt, SingleUseLink, User
from webapp.models.base import token_digest


def user_or_none(session: Session, username: str) -> User | None:
    """The user with this name to sign in by, in any capitals."""
    name = username.strip().casefold()
    return session.scalars(select(User).where(User.username == name)).one_or_none()


def open_link_or_none(session: Session, token: str, now: datetime) -> SingleUseLink | None:
    """The link of a token while it can still be used."""
    return session.scalars(
        select(SingleUseLink)
        .options(joinedload(SingleUseLink.user))
        .where(
            SingleUseLink.token_sha256 == token_digest(token),
            SingleUseLink.used_at.is_(None),
            SingleUseLink.expires_at > now,
        )
    ).one_or_none()


def failures_since(session: Session, username: str, address: str, since: datetime) -> int:
    """The larger count of failed sign-ins: under this name, or from this address."""
    recent = select(func.count()).where(SignInAttempt.created_at > since)
    by_name = recent.where(SignInAttempt.username_sha256 == token_digest(username.casefold()))
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
