"""Which read-only links of a dispute open it, and for how long one may."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.models.dispute import Dispute
from webapp.models.read_only_link import ReadOnlyLink

LONGEST_LIFE = timedelta(days=366)


def is_open_on(today: date) -> tuple[ColumnElement[bool], ...]:
    """The link was not revoked, and its last day is not over.

    One that ends later than any may was made by a clock that has been set back since: it is void.
    """
    return (
        ReadOnlyLink.revoked_at.is_(None),
        ReadOnlyLink.last_on >= today,
        ReadOnlyLink.last_on <= today + LONGEST_LIFE,
    )


def open_links(session: Session, dispute: Dispute, today: date) -> list[ReadOnlyLink]:
    """The links by which the dispute can be read without an account, the last to end first."""
    return list(
        session.scalars(
            select(ReadOnlyLink)
            .where(ReadOnlyLink.dispute_id == dispute.id, *is_open_on(today))
            .order_by(ReadOnlyLink.last_on.desc(), ReadOnlyLink.id.desc())
        )
    )
