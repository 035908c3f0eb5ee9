"""Suggestions that people turned down: what is dismissed stays dismissed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey
from webapp.models.claim import Claim
from webapp.models.dispute import Dispute
from webapp.models.user import User


class Dismissal(Base):
    """Somebody has said that a claim does not belong to a dispute."""

    __tablename__ = "dismissal"
    __table_args__ = (UniqueConstraint("dispute_id", "claim_id"),)

    id: Mapped[PrimaryKey]
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    dismissed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]

    dispute: Mapped[Dispute] = relationship(back_populates="dismissals")
    claim: Mapped[Claim] = relationship(back_populates="dismissals")
    dismissed_by: Mapped[User | None] = relationship()
