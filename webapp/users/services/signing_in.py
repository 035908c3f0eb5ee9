"""Signing browsers in and out, by password or by a link."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.folding import visible
from webapp.models import LoginSession, SingleUseLink, User
from webapp.models.base import token_digest
from webapp.rules.access_tokens import revoke_tokens
from webapp.rules.actions import Action
from webapp.rules.events import record
from webapp.rules.invitations import (
    end_links,
    user_change,
)
from webapp.users.queries import (
    open_link_or_none,
)
from webapp.vocabulary import LinkPurpose


class UsedLink(Refusal):
    """The link was used before, is too old or never was."""

    status = 404

    def __init__(self) -> None:
        super().__init__("This link was used before or is too old. Ask for a new one.")


def sign_in(session: Session, user: User, *, browser: str, now: datetime, by_password: bool) -> str:
    """Sign a browser in: the token for its cookie, always a new one."""
    token = _open_login_session(session, user, browser, now, by_password=by_password)
    after = {"by": "password" if by_password else "link"}
    record(session, user, None, user_change(Action.SIGNED_IN, user, after=after))
    return token


def _open_login_session(
    session: Session, user: User, browser: str, now: datetime, *, by_password: bool
) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_sha256=token_digest(token),
            user=user,
            browser=browser,
            created_at=now,
            last_seen_at=now,
            reauthenticated_at=now if by_password else None,
        )
    )
    session.flush()
    return token


def use_link(session: Session, token: str, now: datetime) -> SingleUseLink:
    """Spend a link; refuses one that was spent, is too old or never was."""
    link = open_link_or_none(session, token, now)
    if link is None:
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


def accept_link(
    session: Session,
    token: str,
    *,
    password_hash: str,
    display_name: str,
    browser: str,
    now: datetime,
) -> str:
    """Spend an invitation or reset link: set the password, and let this browser alone in."""
    link = use_link(session, token, now)
    user = link.user
    end_links(session, user)
    close_login_sessions(session, user)
    after = revoke_tokens(session, user, now)
    user.password_hash = password_hash
    user.display_name = visible(display_name).strip() or user.display_name
    opened = _open_login_session(session, user, browser, now, by_password=True)
    action = (
        Action.PASSWORD_RESET if link.purpose == LinkPurpose.RESET else Action.INVITATION_ACCEPTED
    )
    record(session, user, None, user_change(action, user, after=after))
    return opened


def confirm(session: Session, login_session: LoginSession, now: datetime) -> None:
    """Note that the person typed their password just now."""
    login_session.reauthenticated_at = now
    session.flush()
    record(session, login_session.user, None, user_change(Action.CONFIRMED, login_session.user))


def sign_out(session: Session, login_session: LoginSession) -> None:
    """Close one browser's session."""
    user = login_session.user
    session.delete(login_session)
    session.flush()
    record(session, user, None, user_change(Action.SIGNED_OUT, user))


def sign_out_elsewhere(session: Session, login_session: LoginSession) -> None:
    """Close every other session of the same person."""
    close_login_sessions(session, login_session.user, but=login_session)
    record(
        session,
        login_session.user,
        None,
        user_change(Action.SIGNED_OUT_ELSEWHERE, login_session.user),
    )


def close_login_sessions(session: Session, user: User, *, but: LoginSession | None = None) -> None:
    """Sign the user out everywhere, or everywhere else."""
    spared = but.id if but else 0
    session.execute(
        delete(LoginSession).where(LoginSession.user_id == user.id, LoginSession.id != spared)
    )
