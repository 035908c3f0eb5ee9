"""Programs that read with an access token: which requests are theirs, and as whom they read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Request, current_app, request
from flask_login import UserMixin
from sqlalchemy.orm import joinedload

from webapp.models import Membership, User
from webapp.models.base import token_digest, utc_now
from webapp.rules.access_tokens import (
    COUNTED_AT_ONCE,
    OpenToken,
    count_requests,
    open_token_or_none,
    refuse_too_often,
)
from webapp.web.allowances import Allowances
from webapp.web.transactions import database, session

API = "/api"


def is_for_programs(path: str) -> bool:
    """What stands there is read by programs, with a token and without cookies, in JSON."""
    return path == API or path.startswith(f"{API}/")


def asks_as_program() -> bool:
    """Whether a program has sent this request, or should have."""
    return is_for_programs(request.path)


@dataclass(frozen=True)
class TokenHolder(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """The person as whom a program reads."""

    user: User
    scopes: frozenset[str]
    membership: Membership | None = None
    """Theirs, where the token is one of the project of this address."""


def load_holder(_: Request) -> TokenHolder | None:
    """Who stands behind the token of a request, once the request is counted; pages take none."""
    token = _open_token_or_none()
    if token is None:
        return None
    member = session().get_one(
        Membership,
        token.membership_id,
        options=[joinedload(Membership.user), joinedload(Membership.project)],
    )
    asked = (request.view_args or {}).get("project_id", member.project.public_id)
    is_here = asked == member.project.public_id
    return TokenHolder(member.user, frozenset(token.scopes), member if is_here else None)


def _open_token_or_none() -> OpenToken | None:
    """The token of this request; looked up and counted before anything of the project is read."""
    sent = request.authorization if asks_as_program() else None
    if sent is None or sent.type != "bearer" or not sent.token:
        return None
    now = utc_now()
    with database().reading() as reading:
        token = open_token_or_none(reading, sent.token, now)
    if token is not None:
        _count(token, token_digest(sent.token), now)
    return token


def _count(token: OpenToken, key: str, now: datetime) -> None:
    """The one thing that a program's request writes: not each time, and nobody waits for it."""
    allowances: Allowances = current_app.extensions["allowances"]
    if allowances.take(key, now):
        return
    refuse_too_often(token, now)
    with database().hurried_transaction() as writing:
        began = count_requests(writing, token, now)
    allowances.add(key, began, COUNTED_AT_ONCE - 1)
