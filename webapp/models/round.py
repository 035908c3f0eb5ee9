"""Calibration rounds: some claims that the same people all tag, to see how far they agree."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, PrimaryKey, PublicId
from webapp.models.codebook import Codebook
from webapp.models.project import Project
from webapp.models.user import User


class Round(Base):
    """One round of a project; `Claim.round_id` says which claims are in it."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        UniqueConstraint("project_id", "number"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    """From 1 in each project."""
    name: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    """What was changed since the round before."""
    codebook_id: Mapped[int] = mapped_column(ForeignKey("codebook.id"))
    """The version by which it began."""
    seed: Mapped[int]
    """By which its claims were drawn: from the same claims, the same seed draws the same."""
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    started_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    codebook: Mapped[Codebook] = relationship()
    started_by: Mapped[User | None] = relationship(foreign_keys=[started_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])
    people: Mapped[list[RoundPerson]] = relationship(
        back_populates="round", order_by="RoundPerson.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        """Its people still have claims of it before them."""
        return self.closed_at is None


class RoundPerson(Base):
    """Somebody to whom the claims of a round were given."""

    __tablename__ = "round_person"
    __table_args__ = (UniqueConstraint("round_id", "user_id"),)

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    left_at: Mapped[datetime | None]
    """When they left the project while it was open: nobody waits for them any more."""

    round: Mapped[Round] = relationship(back_populates="people")
    user: Mapped[User] = relationship()
