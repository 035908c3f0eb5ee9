"""How far people agreed when it was last computed: kept until somebody computes it anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.agreement import Measure, Reliability, reliability_of
from webapp.models.article import Article
from webapp.models.base import Base, PrimaryKey
from webapp.models.event import Event
from webapp.models.project import Project
from webapp.vocabulary import ComparedField, ComparedPart, PullMeasure, UnitMeasure


class AgreementReport(Base):
    """One computation over all answers of a project; the next one takes its place."""

    __tablename__ = "agreement_report"
    __table_args__ = (UniqueConstraint("project_id"),)

    id: Mapped[PrimaryKey]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    computed_at: Mapped[datetime]
    newest_event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    """The project's newest event then: what is answered after it is not in the figures."""
    claim_count: Mapped[int]
    """Claims with answers of two people or more."""
    annotator_count: Mapped[int]
    """The people who gave them."""
    answer_count: Mapped[int]
    """Answers that are submitted, to whichever claims."""
    earlier_count: Mapped[int]
    """Of those, the ones that an earlier version of the codebook was asked for."""

    project: Mapped[Project] = relationship()
    newest_event: Mapped[Event | None] = relationship()


class AgreementResult(Base):
    """One measure of one field, over all answers or a part of them."""

    __tablename__ = "agreement_result"
    __table_args__ = (
        CheckConstraint("(ci_low is null) = (ci_high is null)", name="interval"),
        CheckConstraint("(part = 'article') = (article_id is not null)", name="article"),
        CheckConstraint(
            "(part = 'pair') = (first_user_id is not null and second_user_id is not null)",
            name="pair",
        ),
        Index("ix_agreement_result_report_id", "report_id", "field", "part"),
    )

    id: Mapped[PrimaryKey]
    report_id: Mapped[int] = mapped_column(ForeignKey("agreement_report.id"))
    field: Mapped[ComparedField]
    part: Mapped[ComparedPart] = mapped_column(default=ComparedPart.ALL)
    label: Mapped[str] = mapped_column(default="")
    """Which type of source, the Monday of which week, the number of which round; else empty."""
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    first_user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    second_user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    measure: Mapped[Measure]
    value: Mapped[float | None]
    """None where it is undefined; the note says why."""
    ci_low: Mapped[float | None]
    ci_high: Mapped[float | None]
    unit_count: Mapped[int]
    """Claims that two people or more have answered in this field."""
    annotator_count: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    """Why there is no figure, or no interval."""

    article: Mapped[Article | None] = relationship()

    @property
    def worth(self) -> Reliability | None:
        """What an alpha allows; nothing where there is none."""
        return None if self.value is None else reliability_of(self.value)

    @property
    def is_low(self) -> bool:
        """An alpha that allows no conclusions."""
        return self.worth is Reliability.LOW


class AgreementCell(Base):
    """How often one answer met another, and at which claims."""

    __tablename__ = "agreement_cell"
    __table_args__ = (UniqueConstraint("report_id", "field", "row_value", "column_value"),)

    id: Mapped[PrimaryKey]
    report_id: Mapped[int] = mapped_column(ForeignKey("agreement_report.id"))
    field: Mapped[ComparedField]
    row_value: Mapped[str]
    """A code or, for the source, the public ids of the sources joined as a list is."""
    column_value: Mapped[str]
    pair_count: Mapped[int]
    """Pairs of answers; between two people each claim is one."""
    claim_ids: Mapped[list[Any]] = mapped_column(deferred=True)
    """The keys of these claims as they were, in the order in which they are read."""


class AgreementPull(Base):
    """One figure of what suggestions do to the answers in one field, or would if they did."""

    __tablename__ = "agreement_pull"
    __table_args__ = (
        CheckConstraint("(ci_low is null) = (ci_high is null)", name="interval"),
        UniqueConstraint("report_id", "field", "measure"),
    )

    label: ClassVar[str] = ""
    """It is over all answers, not over those of a round."""
    id: Mapped[PrimaryKey]
    report_id: Mapped[int] = mapped_column(ForeignKey("agreement_report.id"))
    field: Mapped[ComparedField]
    measure: Mapped[PullMeasure]
    value: Mapped[float | None]
    """A share between 0 and 1, or how much one is more than the other; none where undefined."""
    ci_low: Mapped[float | None]
    ci_high: Mapped[float | None]
    unit_count: Mapped[int]
    """Claims for which a lot was drawn and that are answered in this field."""
    answer_count: Mapped[int]
    """The answers, or the pairs of them, of which the share is one."""
    annotator_count: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    """Why there is no figure, or no interval."""


class AgreementUnit(Base):
    """How far people agree on what is a claim and in which words: all of them, or two."""

    __tablename__ = "agreement_unit"
    __table_args__ = (
        CheckConstraint("(ci_low is null) = (ci_high is null)", name="interval"),
        CheckConstraint("(first_user_id is null) = (second_user_id is null)", name="pair"),
        Index("ix_agreement_unit_report_id", "report_id"),
    )

    field: ClassVar = ComparedField.IS_CLAIM
    label: ClassVar[str] = ""
    """It is over all answers, not over those of a round."""
    id: Mapped[PrimaryKey]
    report_id: Mapped[int] = mapped_column(ForeignKey("agreement_report.id"))
    first_user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    second_user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Whose figure it is; nobody's where it is over all."""
    measure: Mapped[UnitMeasure]
    value: Mapped[float | None]
    """None where it is undefined; the note says why."""
    ci_low: Mapped[float | None]
    ci_high: Mapped[float | None]
    unit_count: Mapped[int]
    """Claims that two of these people or more have judged, in all that takes their place."""
    article_count: Mapped[int]
    """Where they stand."""
    annotator_count: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    """Why there is no figure, or no interval."""
