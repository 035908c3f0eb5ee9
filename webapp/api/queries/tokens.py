"""Questions about access tokens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from webapp.models import AccessToken, Membership
from webapp.rules.access_tokens import is_open_at


def tokens_of(session: Session, member: Membership, now: datetime) -> list[AccessToken]:
    """Those that a member has, the newest first."""
    query = select(AccessToken).where(AccessToken.membership_id == member.id, *is_open_at(now))
    return list(session.scalars(query.order_by(AccessToken.id.desc())))


def token_or_none(session: Session, member: Membership, public_id: str) -> AccessToken | None:
    """The token of this id in the project of a member, whosever it is, open or not."""
    return session.scalars(
        select(AccessToken)
        .join(AccessToken.membership)
        .options(contains_eager(AccessToken.membership))
        .where(
            Membership.project_id == member.project_id,
            AccessToken.public_id == public_id,
        )
    ).one_or_none()
