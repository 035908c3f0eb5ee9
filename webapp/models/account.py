"""Accounts: the versions of events inside a dispute, and which of them can be true together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.dispute import Dispute
from webapp.models.user import User

if TYPE_CHECKING:
    from webapp.models.placement import Placement


class Account(Base):
    """One version of events, in one sentence; two of them exclude each other unless told."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        CheckConstraint("position >= 1", name="position"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"), index=True)
    statement: Mapped[str]
    position: Mapped[int]
    """Its number in the dispute."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    dispute: Mapped[Dispute] = relationship(back_populates="accounts")
    created_by: Mapped[User | None] = relationship()
    placements: Mapped[list[Placement]] = relationship(
        back_populates="account", order_by="Placement.id"
    )
    compatible: Mapped[list[CompatibleAccounts]] = relationship(
        foreign_keys="CompatibleAccounts.first_id",
        back_populates="first",
        cascade="all, delete-orphan",
    )
    """The pairs of which it is the first: every pair of a dispute, over all its accounts."""

    __mapper_args__ = {"version_id_col": version}


class CompatibleAccounts(Base):
    """Two accounts of one dispute that can be true together: the exception, which people mark."""

    __tablename__ = "compatible_accounts"
    __table_args__ = (
        CheckConstraint("first_id <> second_id", name="two"),
        UniqueConstraint("first_id", "second_id"),
    )

    id: Mapped[PrimaryKey]
    first_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)

    first: Mapped[Account] = relationship(foreign_keys=[first_id], back_populates="compatible")
    second: Mapped[Account] = relationship(foreign_keys=[second_id])
