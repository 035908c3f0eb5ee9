"""One person's tags on one claim: an annotation, or the adjudication that settles it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from webapp.models.article import Article
from webapp.models.base import Base, Created, PrimaryKey, PublicId, utc_now
from webapp.models.claim import Claim
from webapp.models.codebook import Codebook
from webapp.models.project import Project
from webapp.models.source import Source
from webapp.models.user import User
from webapp.vocabulary import (
    AdjudicationReason,
    AnnotationState,
    AnswerKind,
    ClaimStanding,
    CodeField,
    SkipReason,
)

if TYPE_CHECKING:
    from webapp.models.placement import PlacementAnswer


class Answer(Base):
    """Tags that one person gave a claim; the answers before them are in the history."""

    __tablename__ = "annotation"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        UniqueConstraint("claim_id", "user_id", "kind"),
        CheckConstraint("kind = 'adjudication' or reason is null", name="reason"),
        CheckConstraint(
            "kind <> 'adjudication' or state <> 'submitted' or reason is not null",
            name="settled_for_a_reason",
        ),
        Index(
            "ix_annotation_of_person",
            *("user_id", "state", "project_id", "kind", "claim_standing", "claim_id"),
        ),
        Index("ix_annotation_by_day", "project_id", "user_id", "submitted_at"),
        Index(
            "ix_annotation_reopened",
            *("project_id", "user_id", "reopened_at"),
            sqlite_where=text("reopened_at is not null"),
            postgresql_where=text("reopened_at is not null"),
        ),
        Index(
            "uq_annotation_adjudication",
            "claim_id",
            unique=True,
            sqlite_where=text("kind = 'adjudication'"),
            postgresql_where=text("kind = 'adjudication'"),
        ),
        *(
            Index(
                f"ix_annotation_project_id_{code}",
                *("project_id", code, "claim_id", "state", "user_id", "kind", "is_open"),
            )
            for code in ("stance", "dispute_status")
        ),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    kind: Mapped[AnswerKind]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    claim_standing: Mapped[ClaimStanding] = mapped_column(default=ClaimStanding.OPEN)
    """How its claim stands."""
    is_open: Mapped[bool] = mapped_column(default=False)
    """It is submitted and its claim is settled: everybody may see it."""
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    state: Mapped[AnnotationState]
    source_type: Mapped[str] = mapped_column(default="")
    stance: Mapped[str] = mapped_column(default="")
    dispute_status: Mapped[str] = mapped_column(default="")
    certainty: Mapped[str] = mapped_column(default="")
    source_role: Mapped[str] = mapped_column(default="")
    source_naming: Mapped[str] = mapped_column(default="")
    quote_form: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    status_reason: Mapped[str] = mapped_column(default="")
    """Why the person overrules the dispute status that the record suggests."""
    reopened_because: Mapped[str] = mapped_column(default="")
    """Why an adjudicator gave it back to its owner; empty once it is submitted again."""
    reopened_at: Mapped[datetime | None]
    """When that was; `reopened_because` brings it along."""
    codebook_id: Mapped[int | None] = mapped_column(ForeignKey("codebook.id"))
    """The codebook version of its last submission."""
    newest_article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    """The newest article of the project when the answer was given."""
    submitted_at: Mapped[datetime | None]
    created_at: Mapped[Created]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    user: Mapped[User] = relationship()
    codebook: Mapped[Codebook | None] = relationship()
    newest_article: Mapped[Article | None] = relationship()
    sources: Mapped[list[AnnotationSource]] = relationship(
        back_populates="answer",
        order_by="AnnotationSource.position",
        cascade="all, delete-orphan",
    )

    __mapper_args__ = {
        "polymorphic_on": "kind",
        "polymorphic_abstract": True,
        "version_id_col": version,
    }

    @validates("reopened_because")
    def _note_reopening(self, _: str, because: str) -> str:
        if because != self.reopened_because:
            self.reopened_at = utc_now() if because else None
        return because

    def given_value(self, field: CodeField) -> str:
        """The code that was chosen for a field, as it was chosen; empty where none is."""
        return str(getattr(self, field.value))

    def value_of(self, field: CodeField) -> str:
        """The code as which the chosen one counts, where codes were merged since."""
        return self.project.counted_as(field, self.given_value(field))

    @property
    def answer(self) -> tuple[object, ...]:
        """What annotators are compared by: sources in order, then every code; not the note."""
        sources = tuple(link.source_id for link in self.sources)
        return (sources, *(self.value_of(field) for field in CodeField))


class Annotation(Answer):
    """One annotator's answer."""

    skipped_reason: Mapped[SkipReason | None]

    claim: Mapped[Claim] = relationship(
        back_populates="annotations", foreign_keys="Answer.claim_id"
    )
    answers: Mapped[list[PlacementAnswer]] = relationship(
        back_populates="annotation", order_by="PlacementAnswer.id"
    )
    """How the claim stands toward the accounts under which it is placed."""

    __mapper_args__ = {"polymorphic_identity": AnswerKind.ANNOTATION}


class Adjudication(Answer):
    """The settled answer of a claim: in force while it is submitted, else begun or reopened."""

    reason: Mapped[AdjudicationReason | None]
    """Why the annotators differed."""

    claim: Mapped[Claim] = relationship(
        back_populates="adjudication", foreign_keys="Answer.claim_id"
    )

    __mapper_args__ = {"polymorphic_identity": AnswerKind.ADJUDICATION}


class AnnotationSource(Base):
    """A source of an answer; a compound source has several, in order."""

    __tablename__ = "annotation_source"
    __table_args__ = (
        UniqueConstraint("annotation_id", "position"),
        Index("ix_annotation_source_source_id", "source_id", "is_counted", "is_open"),
        Index(
            "ix_annotation_source_counted_for",
            *("counted_for_id", "source_id"),
            sqlite_where=text("counted_for_id is not null"),
            postgresql_where=text("counted_for_id is not null"),
        ),
    )

    id: Mapped[PrimaryKey]
    annotation_id: Mapped[int] = mapped_column(ForeignKey("annotation.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    position: Mapped[int]
    written: Mapped[str]
    """The name as the person typed it; the register may call the source otherwise."""
    is_counted: Mapped[bool] = mapped_column(default=False)
    """It stands in the final tags of a claim that counts: such claims are counted by source."""
    is_open: Mapped[bool] = mapped_column(default=False)
    """It is counted, and everybody may see those tags."""
    counted_for_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Whoever gave the answer, where it counts for them although others may not see it: beside the
    final tags that everybody may see."""

    answer: Mapped[Answer] = relationship(back_populates="sources")
    source: Mapped[Source] = relationship()
