"""The people of tests, and how each of them gets a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from webapp.models import User
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link
from webapp.users import services
from webapp.vocabulary import LinkPurpose

SignIn = Callable[[str], FlaskClient]
"""Gives a browser in which the person of this username is signed in."""


def cookie_of(session: Session, user: User) -> dict[str, Any]:
    """What the cookie of a browser holds that has just used a link of the user."""
    now = utc_now()
    services.use_link(session, make_link(session, user, LinkPurpose.SIGN_IN, now), now)
    token = services.sign_in(session, user, browser="", now=now, by_password=False)
    return {"_user_id": token, "_fresh": True}
