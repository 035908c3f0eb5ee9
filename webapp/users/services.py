"""Changes to users, their sessions and their links."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.folding import visible
from webapp.models import LoginSession, SignInAttempt, SingleUseLink, User
from webapp.models.base import token_digest
from webapp.rules.actions import Action
from webapp.rules.events import record
from webapp.rules.invitations import (
    add_user,
    end_links,
    renew_link,
    user_change,
    user_or_none,
    username_key,
)
from webapp.users.queries import (
    admins_left_without,
    any_admin_has_password,
    open_link_or_none,
    tries_around,
)
from webapp.vocabulary import LinkPurpose

THROTTLE_WINDOW = timedelta(minutes=5)
MAX_UNDER_NAME = 10
MAX_FROM_ADDRESS = 100
SETUP_USERNAME = "admin"


class WrongCredentials(Refusal):
    """One message for every reason, so that nobody learns which names exist."""

    def __init__(self) -> None:
        super().__init__("This name and password do not go together. Check both and try again.")


class TooManyTries(Refusal):
    """The throttle."""

    status = 429

    def __init__(self) -> None:
        super().__init__(
            "Too many failed tries. Wait five minutes, then try again, "
            "or ask an admin for a link, which lets you in at once."
        )


class UsedLink(Refusal):
    """The link was used before, is too old or never was."""

    status = 404

    def __init__(self) -> None:
        super().__init__("This link was used before or is too old. Ask for a new one.")


class LastAdmin(Refusal):
    """Nobody would be left to keep the instance."""

    status = 409

    def __init__(self) -> None:
        super().__init__("This is the only admin who can sign in. Make somebody else admin first.")


def note_try(session: Session, username: str, place: str, now: datetime) -> int:
    """Count a try before its password is checked, and forget those of before yesterday."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.created_at < now - timedelta(days=1)))
    attempt = SignInAttempt(
        username_sha256=token_digest(username_key(username)), address=place, created_at=now
    )
    session.add(attempt)
    session.flush()
    return attempt.id


def forget_try(session: Session, try_id: int) -> None:
    """Take back one try: it succeeded, or was refused unheard; the others stay counted."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.id == try_id))


def is_throttled(
    session: Session, username: str, place: str, now: datetime, *, is_known: bool
) -> bool:
    """Whether there were too many failures, the try that is being made included.

    A browser that is known for the name answers for itself alone. All others share what may
    fail under the name, and what may fail from their address.
    """
    tries = tries_around(session, username, place, now, THROTTLE_WINDOW)
    if is_known:
        return tries.under_name_from_place > MAX_UNDER_NAME
    return tries.under_name > MAX_UNDER_NAME or tries.from_place > MAX_FROM_ADDRESS


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
    """Spend an invitation or reset link: set the password, and sign this browser alone in."""
    link = use_link(session, token, now)
    user = link.user
    end_links(session, user)
    close_login_sessions(session, user)
    user.password_hash = password_hash
    user.display_name = visible(display_name).strip() or user.display_name
    opened = _open_login_session(session, user, browser, now, by_password=True)
    action = (
        Action.PASSWORD_RESET if link.purpose == LinkPurpose.RESET else Action.INVITATION_ACCEPTED
    )
    record(session, user, None, user_change(action, user))
    return opened


def set_password(
    session: Session, user: User, password_hash: str, *, kept: LoginSession | None, now: datetime
) -> None:
    """A new password; every other browser is signed out, every open link is void."""
    user.password_hash = password_hash
    end_links(session, user)
    close_login_sessions(session, user, but=kept)
    record(session, user, None, user_change(Action.PASSWORD_SET, user))


def confirm(session: Session, login_session: LoginSession, now: datetime) -> None:
    """Note that the person typed their password just now."""
    login_session.reauthenticated_at = now
    session.flush()
    record(session, login_session.user, None, user_change(Action.CONFIRMED, login_session.user))


def change_settings(session: Session, user: User, *, has_single_keys: bool) -> None:
    """How the pages behave for this person."""
    before = {"has_single_keys": user.has_single_keys}
    user.has_single_keys = has_single_keys
    session.flush()
    after = {"has_single_keys": has_single_keys}
    record(
        session, user, None, user_change(Action.SETTINGS_CHANGED, user, before=before, after=after)
    )


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


def issue_link(session: Session, by: User | None, user: User, now: datetime) -> str:
    """The token of a link that sets a password: the first one, or a new one."""
    if not user.is_active:
        raise Refusal(f"{user.display_name} is deactivated. Reactivate them first.")
    purpose = LinkPurpose.RESET if user.password_hash else LinkPurpose.INVITATION
    token = renew_link(session, user, purpose, now)
    after = {"purpose": purpose.value}
    record(session, by, None, user_change(Action.LINK_ISSUED, user, after=after))
    return token


def deactivate(session: Session, by: User | None, user: User, now: datetime) -> None:
    """The user is signed out everywhere and cannot sign in; what they made stays."""
    if not user.is_active:
        return
    if user.is_admin and not admins_left_without(session, user):
        raise LastAdmin
    user.deactivated_at = now
    end_links(session, user)
    close_login_sessions(session, user)
    record(session, by, None, user_change(Action.USER_DEACTIVATED, user))


def reactivate(session: Session, by: User | None, user: User) -> None:
    """The user may sign in again, with the password they had."""
    if user.is_active:
        return
    user.deactivated_at = None
    end_links(session, user)
    session.flush()
    record(session, by, None, user_change(Action.USER_REACTIVATED, user))


def make_admin(session: Session, by: User | None, user: User) -> None:
    """The user may keep user accounts and the list of projects."""
    if user.is_admin:
        return
    user.is_admin = True
    end_links(session, user)
    session.flush()
    record(session, by, None, user_change(Action.MADE_ADMIN, user))


def unmake_admin(session: Session, by: User | None, user: User) -> None:
    """The user is an admin no longer; somebody must be."""
    if not user.is_admin:
        return
    if user.is_active and not admins_left_without(session, user):
        raise LastAdmin
    user.is_admin = False
    session.flush()
    record(session, by, None, user_change(Action.UNMADE_ADMIN, user))


def setup_link(session: Session, now: datetime) -> str | None:
    """The token for the first admin, while no admin has a password."""
    if any_admin_has_password(session):
        return None
    user = user_or_none(session, SETUP_USERNAME)
    if user is None:
        user = add_user(session, None, username=SETUP_USERNAME, display_name="Admin", is_admin=True)
    if not user.is_active or not user.is_admin:
        return None
    return renew_link(session, user, LinkPurpose.INVITATION, now)
