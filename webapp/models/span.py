"""Where a claim stands in its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey
from webapp.models.user import User
from webapp.vocabulary import SpanRole

if TYPE_CHECKING:
    from webapp.models.claim import Claim


class Span(Base):
    """A half-open pair of Unicode code points into the article's text, with its exact quote."""

    __tablename__ = "span"
    __table_args__ = (
        UniqueConstraint("claim_id", "role", "position"),
        CheckConstraint("0 <= span_start and span_start < span_end", name="order"),
    )

    id: Mapped[PrimaryKey]
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    role: Mapped[SpanRole]
    position: Mapped[int]
    start: Mapped[int] = mapped_column("span_start")
    end: Mapped[int] = mapped_column("span_end")
    quote: Mapped[str]
    prefix: Mapped[str] = mapped_column(default="")
    """Up to 32 characters before it, for repair."""
    suffix: Mapped[str] = mapped_column(default="")
    """Up to 32 characters after it, for repair."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Who drew it; none for the engine."""
    created_at: Mapped[Created]

    claim: Mapped[Claim] = relationship(back_populates="spans")
    created_by: Mapped[User | None] = relationship()
