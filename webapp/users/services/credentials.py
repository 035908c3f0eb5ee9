"""Tries to sign in, and when there were too many."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import SignInAttempt
from webapp.models.base import token_digest
from webapp.rules.invitations import (
    username_key,
)
from webapp.users.queries import (
    tries_around,
)

THROTTLE_WINDOW = timedelta(minutes=5)
MAX_UNDER_NAME = 10
MAX_FROM_ADDRESS = 100


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
