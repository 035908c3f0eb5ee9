"""The people of tests: who they are in a project, and how each of them gets a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.making import make_member, make_user
from webapp.models import Membership, Project, User
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link, user_or_none
from webapp.users.services.signing_in import sign_in, use_link
from webapp.vocabulary import LinkPurpose, Role

CAST = {
    "anna": Role.ANNOTATOR,
    "ben": Role.ANNOTATOR,
    "vera": Role.VIEWER,
    "judy": Role.ADJUDICATOR,
    "mona": Role.MANAGER,
}
SignIn = Callable[[str], FlaskClient]
"""Gives a browser in which the person of this username is signed in."""


def join(session: Session, project: Project, *usernames: str) -> list[Membership]:
    """These people of the cast as members of the project, each in their role."""
    return [
        make_member(session, project, user=_user(session, username), role=CAST[username])
        for username in usernames
    ]


def _user(session: Session, username: str) -> User:
    return user_or_none(session, username) or make_user(
        session, username=username, display_name=username.title()
    )


def carry_token(browser: FlaskClient, token: str) -> None:
    """Let the browser send the access token along, as a program does; pages take none."""
    browser.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"


def cookie_of(session: Session, user: User) -> dict[str, Any]:
    """What the cookie of a browser holds that has just used a link of the user."""
    now = utc_now()
    use_link(session, make_link(session, user, LinkPurpose.SIGN_IN, now), now)
    token = sign_in(session, user, browser="", now=now, by_password=False)
    return {"_user_id": token, "_fresh": True}
