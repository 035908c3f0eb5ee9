"""Checking a password: throttled, and without holding up anyone who writes."""

from __future__ import annotations

from webapp.models.base import utc_now
from webapp.passwords import is_right_password
from webapp.rules.invitations import user_or_none
from webapp.users.services import credentials as services
from webapp.web.known_browsers import place_of
from webapp.web.transactions import session


def check_credentials(username: str, password: str) -> None:
    """Refuse a wrong pair, or any pair after too many; a right one costs no try."""
    now, (place, is_known) = utc_now(), place_of(username)
    try_id = services.note_try(session(), username, place, now)
    session().commit()
    if services.is_throttled(session(), username, place, now, is_known=is_known):
        services.forget_try(session(), try_id)
        session().commit()
        raise services.TooManyTries
    user = user_or_none(session(), username)
    stored = user.password_hash if user and user.is_active else None
    session().rollback()  # nobody waits while we hash
    if not is_right_password(stored, password):
        raise services.WrongCredentials
    services.forget_try(session(), try_id)
