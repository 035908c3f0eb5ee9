"""Places at claims that are kept for somebody who has not answered yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.models.user import User

IS_OPEN = text("ended_at is null")


class Assignment(Base):
    """A claim that one person has before them: from the common queue, or given by a manager.

    It ends with an answer, with a skip, or when it is taken back; one from the queue by itself too.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        UniqueConstraint("claim_id", "user_id"),
        CheckConstraint("(given_by_id is null) = (expires_at is not null)", name="expires_at"),
        Index(
            "ix_assignment_open_of_user",
            *("user_id", "project_id", "claim_id"),
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        Index(
            "ix_assignment_open_in_project",
            *("project_id", "created_at"),
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """The manager who gave it; none where it came from the common queue."""
    created_at: Mapped[Created]
    expires_at: Mapped[datetime | None]
    """When it returns without a save; what a manager gave stays until it is taken back."""
    ended_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship()
    claim: Mapped[Claim] = relationship(back_populates="assignments")
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    given_by: Mapped[User | None] = relationship(foreign_keys=[given_by_id])

    @property
    def is_given(self) -> bool:
        """A manager gave it."""
        return self.given_by_id is not None
