"""Which access tokens open a project, for how long, how often, and what ends them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, select, update
from sqlalchemy.orm import Session, contains_eager

from webapp.errors import Refusal
from webapp.models.access_token import AccessToken
from webapp.models.base import token_digest
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.user import User
from webapp.rules.annotators import are_there

LONGEST_LIFE = timedelta(days=366)
MINUTE = timedelta(minutes=1)
MOST_IN_A_MINUTE = 300
"""Requests that one token may make."""
COUNTED_AT_ONCE = 10
"""Requests that are counted together, and may then be made at the one process that did so."""


class TooOften(Refusal):
    """The token has made as many requests in this minute as it may."""

    status = 429

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(
            f"A token may make {MOST_IN_A_MINUTE} requests in a minute. "
            f"Wait {wait_seconds} seconds, then go on."
        )
        self.wait_seconds = wait_seconds


class OpenToken(NamedTuple):
    """What a token that opens something says of itself."""

    id: int
    membership_id: int
    scopes: list[str]
    counted_from: datetime | None
    request_count: int


def is_open_at(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The token was not revoked, and its last day is not over.

    One that ends later than any may was made by a clock that has been set back since: it is void.
    """
    today = now.date()
    return (
        AccessToken.revoked_at.is_(None),
        AccessToken.last_on >= today,
        AccessToken.last_on <= today + LONGEST_LIFE,
    )


def open_token_or_none(session: Session, token: str, now: datetime) -> OpenToken | None:
    """The token that was sent, if it opens something now.

    The database compares digests: how long it takes says nothing about a token.
    """
    found = session.execute(
        select(
            AccessToken.id,
            AccessToken.membership_id,
            AccessToken.scopes,
            AccessToken.counted_from,
            AccessToken.request_count,
        )
        .join(AccessToken.membership)
        .join(Membership.user)
        .where(
            AccessToken.token_sha256 == token_digest(token),
            *is_open_at(now),
            *are_there(),
        )
    ).one_or_none()
    return OpenToken(*found) if found else None


def refuse_too_often(token: OpenToken, now: datetime) -> None:
    """Refuse a token that has spent its minute; it is not counted any further."""
    began = token.counted_from
    if began is not None and now - MINUTE < began <= now:
        _refuse_above(MOST_IN_A_MINUTE - COUNTED_AT_ONCE, token.request_count, began, now)


def count_requests(session: Session, token: OpenToken, now: datetime) -> datetime:
    """Count some requests more, whichever process answers them; gives when their minute began.

    It refuses what is too many. A minute that seems to lie ahead was begun before the clock was
    set back: another one begins.
    """
    some = COUNTED_AT_ONCE
    goes_on = and_(AccessToken.counted_from > now - MINUTE, AccessToken.counted_from <= now)
    began, count = session.execute(
        update(AccessToken)
        .where(AccessToken.id == token.id)
        .values(
            counted_from=case((goes_on, AccessToken.counted_from), else_=now),
            request_count=case((goes_on, AccessToken.request_count + some), else_=some),
        )
        .returning(AccessToken.counted_from, AccessToken.request_count)
        .execution_options(synchronize_session=False)
    ).one()
    _refuse_above(MOST_IN_A_MINUTE, count, began or now, now)
    return began or now


def _refuse_above(most: int, count: int, began: datetime, now: datetime) -> None:
    if count > most:
        left = began + MINUTE - now
        raise TooOften(int(left.total_seconds()) + 1)


def open_tokens_of(session: Session, user: User, now: datetime) -> list[AccessToken]:
    """The tokens by which programs read as this person, with their projects."""
    return list(
        session.scalars(
            _with_members()
            .join(Membership.project)
            .options(contains_eager(AccessToken.membership, Membership.project))
            .where(User.id == user.id, *is_open_at(now), *are_there())
            .order_by(Project.name, AccessToken.id)
        )
    )


def open_tokens_in(project: Project, now: datetime) -> Select[AccessToken]:
    """Those by which programs read the project, with whose they are: the first to end first."""
    return (
        _with_members()
        .where(Membership.project_id == project.id, *is_open_at(now), *are_there())
        .order_by(AccessToken.last_on, AccessToken.id)
    )


def _with_members() -> Select[AccessToken]:
    return (
        select(AccessToken)
        .join(AccessToken.membership)
        .join(Membership.user)
        .options(contains_eager(AccessToken.membership, Membership.user))
    )


def revoke_tokens(
    session: Session, user: User, now: datetime, *, project_ids: Collection[int] | None = None
) -> dict[str, int]:
    """End every token of the user, everywhere or in some projects; how many, for the event."""
    of_user = select(Membership.id).where(Membership.user_id == user.id)
    if project_ids is not None:
        of_user = of_user.where(Membership.project_id.in_(project_ids))
    ended = session.scalars(
        update(AccessToken)
        .where(AccessToken.membership_id.in_(of_user), AccessToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(AccessToken.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    return {"tokens_revoked": len(ended)} if ended else {}
