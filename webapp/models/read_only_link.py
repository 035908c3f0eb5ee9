"""Read-only links: one dispute, for people without an account, until a day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.dispute import Dispute
from webapp.models.user import User


class ReadOnlyLink(Base):
    """A link to one dispute; only the hash of its token is kept, and revoking is for good."""

    __tablename__ = "read_only_link"
    __table_args__ = (
        UniqueConstraint("public_id"),
        UniqueConstraint("token_sha256"),
        CheckConstraint("(revoked_by_id is null) or (revoked_at is not null)", name="revoked"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    token_sha256: Mapped[str]
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), index=True)
    note: Mapped[str] = mapped_column(default="")
    """Whom it was made for, as managers tell their links apart."""
    last_on: Mapped[date]
    """The last day on which it opens, in UTC."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    revoked_at: Mapped[datetime | None]

    dispute: Mapped[Dispute] = relationship()
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    revoked_by: Mapped[User | None] = relationship(foreign_keys=[revoked_by_id])
