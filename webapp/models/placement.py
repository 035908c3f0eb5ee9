"""Placements: which claims speak to which account, and each person's answer how.

The decision on placements says why the two are apart.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.account import Account
from webapp.models.annotation import Annotation
from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.models.user import User
from webapp.vocabulary import AnnotationState, AnswerKind, CodeField


class Placement(Base):
    """A claim under an account: the question, shared by all, how it stands toward the account."""

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        UniqueConstraint("account_id", "claim_id"),
        CheckConstraint("(confirmed_at is null) = (stance = '')", name="confirmed"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    stance: Mapped[str] = mapped_column(default="")
    """What an adjudicator has confirmed; empty while only people's answers stand."""
    reopened_because: Mapped[str] = mapped_column(default="")
    """Why an adjudicator asks for its answers again; empty once all of them are in."""
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    account: Mapped[Account] = relationship(back_populates="placements")
    claim: Mapped[Claim] = relationship(back_populates="placements")
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    answers: Mapped[list[PlacementAnswer]] = relationship(
        back_populates="placement",
        order_by="PlacementAnswer.id",
        cascade="all, delete-orphan",
    )

    __mapper_args__ = {"version_id_col": version}

    def counted(self, stance: str) -> str:
        """The stance as which a given one counts, where codes were merged since."""
        return self.project.counted_as(CodeField.STANCE, stance)


class PlacementAnswer(Base):
    """One person's stance of the claim toward the account: a part of their annotation."""

    __tablename__ = "placement_answer"
    __table_args__ = (
        UniqueConstraint("placement_id", "annotation_id"),
        CheckConstraint("state in ('draft', 'submitted', 'locked')", name="state"),
    )

    id: Mapped[PrimaryKey]
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"))
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id"), index=True)
    stance: Mapped[str]
    state: Mapped[AnnotationState] = mapped_column(default=AnnotationState.SUBMITTED)
    """A draft while it is reopened, and locked once all answers to the placement are in."""
    created_at: Mapped[Created]

    placement: Mapped[Placement] = relationship(back_populates="answers")
    annotation: Mapped[Annotation] = relationship(back_populates="answers")

    @property
    def kind(self) -> AnswerKind:
        """An annotator's: what settles a placement by hand stands on the placement itself."""
        return AnswerKind.ANNOTATION

    @property
    def answer(self) -> tuple[object, ...]:
        """What two annotators are compared by."""
        return (self.placement.counted(self.stance),)
