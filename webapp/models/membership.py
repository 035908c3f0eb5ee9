"""Who belongs to a project, in which role, under which pseudonym."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.project import Project
from webapp.models.user import User
from webapp.vocabulary import Role


class Membership(Base):
    """One user in one project; ended, never deleted."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("public_id"),
        UniqueConstraint("project_id", "user_id"),
        UniqueConstraint("project_id", "pseudonym"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role]
    pseudonym: Mapped[str]
    """Drawn at random, so nobody can compute it from a name."""
    created_at: Mapped[Created]
    ended_at: Mapped[datetime | None]
    news_seen_at: Mapped[datetime | None]
    """Up to when the member has read what is new for them; none before they first say so."""
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship(back_populates="memberships")
    user: Mapped[User] = relationship(back_populates="memberships")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_there(self) -> bool:
        """The person has neither left the project nor lost the account."""
        return self.ended_at is None and self.user.is_active

    @property
    def knows_news_until(self) -> datetime:
        """What came later is new for the member: all, until they say up to where they have read."""
        return self.news_seen_at or self.created_at

    @property
    def sees_all_tags(self) -> bool:
        """Nothing is hidden: the project is not blind, or the role settles differences.

        What is hidden from the others, `webapp.rules.blindness` says.
        """
        return not self.project.is_blind or self.role.may_settle
