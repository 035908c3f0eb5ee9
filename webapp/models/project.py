"""Projects: a body of articles, its members and its codebook."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.vocabulary import CodeField, SettledBy, WorkFrom

if TYPE_CHECKING:
    from webapp.models.membership import Membership


def new_seed() -> int:
    """A random number of few digits, to be read on a page."""
    return secrets.randbelow(1_000_000)


class Project(Base):
    """What people are members of; nothing is visible across projects."""

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("public_id"),
        UniqueConstraint("name"),
        CheckConstraint("annotators_per_claim between 1 and 9", name="annotators_per_claim"),
        CheckConstraint("return_minutes between 1 and 10080", name="return_minutes"),
        CheckConstraint("held_out_percent between 0 and 50", name="held_out_percent"),
        CheckConstraint("(archived_at is null) = (archived_because = '')", name="archived_because"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    name: Mapped[str]
    annotators_per_claim: Mapped[int] = mapped_column(default=1)
    """How many submissions complete a claim; with one there is nothing to hide."""
    settled_by: Mapped[SettledBy] = mapped_column(default=SettledBy.UNANIMITY)
    """By which rule complete claims become final."""
    shows_names: Mapped[bool] = mapped_column(default=True)
    """Adjudicators may ask whose an answer is."""
    work_from: Mapped[WorkFrom] = mapped_column(default=WorkFrom.QUEUE)
    """Where members get the claims that they tag."""
    return_minutes: Mapped[int] = mapped_column(default=30)
    """After so many minutes without a save, a claim from the queue returns to it."""
    held_out_percent: Mapped[int] = mapped_column(default=0)
    """Of 100 claims, how many are shown without any suggestion of the engine."""
    held_out_seed: Mapped[int] = mapped_column(default=new_seed)
    """By which the lot falls on the same claims again."""
    merged_codes: Mapped[list[Any]] = mapped_column(default=list)
    """Field, value and the value as which it counts, of each code that is merged into another."""
    archived_at: Mapped[datetime | None]
    """Since when it can only be read; none while people work in it."""
    archived_because: Mapped[str] = mapped_column(default="")
    """Why it was put away, for all members to read."""
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    memberships: Mapped[list[Membership]] = relationship(back_populates="project")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_archived(self) -> bool:
        """It can be read and exported, and nothing in it changes."""
        return self.archived_at is not None

    @property
    def is_blind(self) -> bool:
        """Annotators and viewers see nobody's tags but their own."""
        return self.annotators_per_claim > 1

    def counted_as(self, field: CodeField, value: str) -> str:
        """The value as which an answer that chose this one counts: mostly the same."""
        return counted_as(self.merged_codes, field, value)

    def counted_alike(self, field: CodeField, value: str) -> list[str]:
        """Every value that counts as the same as this one."""
        wanted = self.counted_as(field, value)
        given = (one for of, one, into in self.merged_codes if (of, into) == (field, wanted))
        return [wanted, *given]


def counted_as(merged_codes: list[Any], field: CodeField, value: str) -> str:
    """What `Project.counted_as` says, of what a project has stored."""
    merged = (into for of, given, into in merged_codes if (of, given) == (field, value))
    return next(merged, value)
