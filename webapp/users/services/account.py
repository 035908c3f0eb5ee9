"""Changes to one's own account."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.models import LoginSession, User
from webapp.rules.access_tokens import revoke_tokens
from webapp.rules.actions import Action
from webapp.rules.events import record
from webapp.rules.invitations import end_links, user_change
from webapp.users.services.signing_in import close_login_sessions
from webapp.vocabulary import Hint


def set_password(
    session: Session, user: User, password_hash: str, *, kept: LoginSession | None, now: datetime
) -> None:
    """A new password; every other browser is signed out, every open link and token is void."""
    user.password_hash = password_hash
    end_links(session, user)
    close_login_sessions(session, user, but=kept)
    after = revoke_tokens(session, user, now)
    record(session, user, None, user_change(Action.PASSWORD_SET, user, after=after))


def change_settings(session: Session, user: User, *, has_single_keys: bool) -> None:
    """How the pages behave for this person."""
    before = {"has_single_keys": user.has_single_keys}
    user.has_single_keys = has_single_keys
    session.flush()
    after = {"has_single_keys": has_single_keys}
    record(
        session, user, None, user_change(Action.SETTINGS_CHANGED, user, before=before, after=after)
    )


def close_hint(session: Session, user: User, *, hint: Hint) -> None:
    """The page gives this person its hint no more."""
    if hint not in user.closed_hints:
        _set_closed_hints(session, user, [*user.closed_hints, hint.value])


def show_hints(session: Session, user: User) -> None:
    """Every page gives this person its hint again."""
    if user.closed_hints:
        _set_closed_hints(session, user, [])


def _set_closed_hints(session: Session, user: User, closed: list[str]) -> None:
    before = {"closed_hints": user.closed_hints}
    user.closed_hints = closed
    session.flush()
    after = {"closed_hints": closed}
    record(
        session, user, None, user_change(Action.SETTINGS_CHANGED, user, before=before, after=after)
    )
