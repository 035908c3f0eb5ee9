"""Disputes: neutral questions on which sources give competing accounts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from webapp.folding import folded
from webapp.models.base import Base, Created, PrimaryKey, PublicId, folded_from
from webapp.models.project import Project
from webapp.models.user import User
from webapp.vocabulary import DisputeState, DisputeType

if TYPE_CHECKING:
    from webapp.models.account import Account
    from webapp.models.dismissal import Dismissal
    from webapp.models.evidence import Evidence
    from webapp.models.verdict import Verdict


class Dispute(Base):
    """A question, the accounts that answer it, and what bears on them."""

    __tablename__ = "dispute"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        CheckConstraint("state = 'merged' or merged_into_id is null", name="merged"),
        CheckConstraint("merged_into_id <> id", name="merged_into"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    question: Mapped[str]
    """Neutral, one sentence."""
    folded_question: Mapped[str] = mapped_column(default=folded_from("question"))
    """The question for comparing."""
    dispute_type: Mapped[DisputeType]
    state: Mapped[DisputeState] = mapped_column(default=DisputeState.OPEN)
    summary: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("dispute.id"), index=True)
    """The dispute in which it lives on."""
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    opened_at: Mapped[Created]
    resolved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    """Of the question, the type, the state and the summary; the other rows have their own."""

    project: Mapped[Project] = relationship()
    opened_by: Mapped[User | None] = relationship()
    merged_into: Mapped[Dispute | None] = relationship(remote_side="Dispute.id")
    accounts: Mapped[list[Account]] = relationship(
        back_populates="dispute", order_by="(Account.position, Account.id)"
    )
    evidence: Mapped[list[Evidence]] = relationship(
        back_populates="dispute", order_by="Evidence.id"
    )
    verdicts: Mapped[list[Verdict]] = relationship(
        back_populates="dispute", order_by="Verdict.revision"
    )
    dismissals: Mapped[list[Dismissal]] = relationship(
        back_populates="dispute", order_by="Dismissal.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @validates("question")
    def _fold_question(self, _: str, question: str) -> str:
        self.folded_question = folded(question)
        return question

    @property
    def is_merged(self) -> bool:
        """It lives on in another dispute, and is kept as it was."""
        return self.state == DisputeState.MERGED

    @property
    def compatible_pairs(self) -> frozenset[frozenset[str]]:
        """The accounts that can be true together, two by two, by public id."""
        return frozenset(
            frozenset((pair.first.public_id, pair.second.public_id))
            for account in self.accounts
            for pair in account.compatible
        )

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that counts: the newest revision."""
        return self.verdicts[-1] if self.verdicts else None
