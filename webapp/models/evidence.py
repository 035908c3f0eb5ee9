"""Evidence: what bears on a dispute beside what sources say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.account import Account
from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.dispute import Dispute
from webapp.models.user import User
from webapp.vocabulary import Bearing, Medium

if TYPE_CHECKING:
    from webapp.models.verdict import VerdictEvidence


class Evidence(Base):
    """A link, the words quoted from it, and what they do to an account; no link is ever fetched."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        CheckConstraint("account_id is not null or bearing = 'context'", name="bearing_on"),
        CheckConstraint("url <> '' or quote <> ''", name="something"),
        CheckConstraint("(checked_by_id is null) or (checked_on is not null)", name="checked"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """The account that it bears on; none where it gives context to the whole dispute."""
    url: Mapped[str] = mapped_column(default="")
    archived_url: Mapped[str] = mapped_column(default="")
    quote: Mapped[str] = mapped_column(default="")
    medium: Mapped[Medium]
    bearing: Mapped[Bearing]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    checked_on: Mapped[date | None]
    """The day on which somebody last looked whether the quote stands there."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    dispute: Mapped[Dispute] = relationship(back_populates="evidence")
    account: Mapped[Account | None] = relationship()
    checked_by: Mapped[User | None] = relationship(foreign_keys=[checked_by_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    cited_in: Mapped[list[VerdictEvidence]] = relationship(back_populates="evidence")

    __mapper_args__ = {"version_id_col": version}
