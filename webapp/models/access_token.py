"""Access tokens: one program reads one project as one member may, until a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.membership import Membership
from webapp.models.user import User


class AccessToken(Base):
    """A token of one member for programs; only its hash is kept, and revoking is for good."""

    __tablename__ = "access_token"
    __table_args__ = (
        UniqueConstraint("public_id"),
        UniqueConstraint("token_sha256"),
        CheckConstraint("length(last_four) = 4", name="last_four"),
        CheckConstraint("request_count >= 0", name="request_count"),
        CheckConstraint("(revoked_by_id is null) or (revoked_at is not null)", name="revoked"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    token_sha256: Mapped[str]
    last_four: Mapped[str]
    """Its last characters, by which people know it again."""
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"), index=True)
    """As whom a program reads, and in which project."""
    name: Mapped[str]
    """What it is for, as its owner tells their tokens apart."""
    scopes: Mapped[list[Any]]
    """What it may be used to read."""
    last_on: Mapped[date]
    """The last day on which it opens anything, in UTC."""
    created_at: Mapped[Created]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    revoked_at: Mapped[datetime | None]
    counted_from: Mapped[datetime | None]
    """When the minute began whose requests are counted; none before the first request."""
    request_count: Mapped[int] = mapped_column(default=0)
    """Requests since then, those included that may still be made at a process that counted them."""

    membership: Mapped[Membership] = relationship()
    revoked_by: Mapped[User | None] = relationship()
