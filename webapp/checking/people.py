"""Whether those who may keep or read the instance are who should; whether its clock is right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import and_, func, not_, select
from sqlalchemy.orm import Session

from webapp.checking.finding import Finding, found_in
from webapp.config import Config
from webapp.models import AccessToken, Event, Membership, User
from webapp.rules.access_tokens import is_open_at
from webapp.rules.annotators import are_there
from webapp.vocabulary import DEMO_COLLEAGUES, DEMO_PREFIX, Role

SLACK = timedelta(minutes=5)


def of_people(session: Session, config: Config) -> Iterator[Finding]:
    """Admins who have never set a password, demo users whom everybody knows, no admin at all."""
    active = select(User.public_id).where(User.deactivated_at.is_(None)).order_by(User.id)
    admins = active.where(User.is_admin)
    yield from found_in(
        session.scalars(admins.where(User.password_hash.is_(None))),
        "An admin has no password, so whoever holds a link is the admin, user",
        "Let them set one by `counterclaim reset-link`, or deactivate them.",
    )
    if not config.is_https:
        return
    if session.scalars(admins.where(User.password_hash.is_not(None)).limit(1)).first() is None:
        yield Finding(
            "No admin can sign in by a password. Run `counterclaim add-user NAME --admin` and "
            "open the link."
        )
    demo = [*(f"{DEMO_PREFIX}{role}" for role in Role), *DEMO_COLLEAGUES]
    yield from found_in(
        session.scalars(active.where(User.username.in_(demo))),
        "A user of the demo may sign in to a deployment, user",
        "Deactivate them under Users.",
    )


def of_tokens(session: Session, now: datetime) -> Iterator[Finding]:
    """Tokens that outlived the membership for which they were made."""
    left_over = (
        select(AccessToken.public_id)
        .join(AccessToken.membership)
        .join(Membership.user)
        .where(*is_open_at(now), not_(and_(*are_there())))
        .order_by(AccessToken.id)
    )
    yield from found_in(
        session.scalars(left_over),
        "An access token of somebody who has left was not revoked, token",
        "It opens nothing until they come back: take them in, and end their membership again.",
    )


def of_clock(session: Session, now: datetime) -> Iterator[Finding]:
    """An event of the future shows that the clock was ahead once, or is behind now."""
    newest = session.scalar(select(func.max(Event.created_at)))
    if newest is not None and newest > now + SLACK:
        yield Finding(
            f"The newest event is of {newest:%Y-%m-%d %H:%M} UTC, and it is {now:%Y-%m-%d %H:%M} "
            "UTC by this machine's clock. Let it be set from the network (NTP)."
        )
