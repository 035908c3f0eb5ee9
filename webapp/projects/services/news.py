"""What a member has read of what is new for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.models import Membership
from webapp.models.base import utc_now
from webapp.rules.actions import Action
from webapp.rules.events import record
from webapp.rules.invitations import user_change


def mark_as_read(session: Session, by: Membership, *, until: datetime) -> None:
    """The member has read all up to a moment, which is never taken back; others learn nothing.

    The version of the membership stays: it tells managers of changes to it.
    """
    until = min(until, utc_now())
    if until <= by.knows_news_until:
        return
    before = {"news_seen_at": by.news_seen_at.isoformat() if by.news_seen_at else None}
    query = update(Membership).where(Membership.id == by.id)
    session.execute(query.values(news_seen_at=until))
    session.expire(by, ["news_seen_at"])
    after = {"news_seen_at": until.isoformat()}
    change = user_change(Action.NEWS_READ, by.user, before=before, after=after)
    record(session, by.user, None, change)
