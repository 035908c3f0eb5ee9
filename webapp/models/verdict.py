"""Verdicts: what the project says about a dispute's accounts, in its own words."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.account import Account
from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.dispute import Dispute
from webapp.models.evidence import Evidence
from webapp.models.user import User


class Verdict(Base):
    """One revision: ratings of accounts, why, and on which evidence; the newest counts."""

    __tablename__ = "verdict"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        UniqueConstraint("dispute_id", "revision"),
        CheckConstraint("rationale <> ''", name="rationale"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    dispute_id: Mapped[int] = mapped_column(ForeignKey("dispute.id"))
    revision: Mapped[int]
    rationale: Mapped[str]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[Created]

    dispute: Mapped[Dispute] = relationship(back_populates="verdicts")
    set_by: Mapped[User | None] = relationship()
    ratings: Mapped[list[VerdictRating]] = relationship(
        back_populates="verdict", order_by="VerdictRating.id", cascade="all, delete-orphan"
    )
    evidence: Mapped[list[VerdictEvidence]] = relationship(
        back_populates="verdict", order_by="VerdictEvidence.id", cascade="all, delete-orphan"
    )


class VerdictRating(Base):
    """What a verdict says of one account: words of the project's own, since we ship no scale."""

    __tablename__ = "verdict_rating"
    __table_args__ = (
        UniqueConstraint("verdict_id", "account_id"),
        CheckConstraint("rating <> ''", name="rating"),
    )

    id: Mapped[PrimaryKey]
    verdict_id: Mapped[int] = mapped_column(ForeignKey("verdict.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    rating: Mapped[str]

    verdict: Mapped[Verdict] = relationship(back_populates="ratings")
    account: Mapped[Account] = relationship()


class VerdictEvidence(Base):
    """A piece of evidence that a verdict rests on."""

    __tablename__ = "verdict_evidence"
    __table_args__ = (UniqueConstraint("verdict_id", "evidence_id"),)

    id: Mapped[PrimaryKey]
    verdict_id: Mapped[int] = mapped_column(ForeignKey("verdict.id"))
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)

    verdict: Mapped[Verdict] = relationship(back_populates="evidence")
    evidence: Mapped[Evidence] = relationship(back_populates="cited_in")
