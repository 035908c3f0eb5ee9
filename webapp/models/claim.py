"""Claims: the rows made from attributions, which people judge."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    ScalarSelect,
    UniqueConstraint,
    func,
    select,
    text,
    tuple_,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship, validates
from sqlalchemy.orm.attributes import flag_modified

from webapp.attribution.attributions import names_of
from webapp.attribution.text.spans import TextSpan
from webapp.models.article import Article
from webapp.models.base import Base, Created, PrimaryKey, PublicId, utc_now
from webapp.models.span import Span
from webapp.models.user import User
from webapp.vocabulary import (
    ClaimState,
    CodeField,
    FinalBy,
    Likelihood,
    Origin,
    SpanRole,
    likelihood_of,
)

if TYPE_CHECKING:
    from webapp.models.annotation import Adjudication, Annotation, Answer
    from webapp.models.assignment import Assignment
    from webapp.models.dismissal import Dismissal
    from webapp.models.placement import Placement
    from webapp.models.round import Round


class Claim(Base):
    """Who says what in one article: source, cue and content spans, shared by all users."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        UniqueConstraint("article_id", "number"),
        CheckConstraint("confidence between 0 and 1", name="confidence"),
        CheckConstraint("name_confidence between 0 and 1", name="name_confidence"),
        CheckConstraint("asked_in_round between 1 and 9", name="asked_in_round"),
        CheckConstraint("nested_in_id <> id", name="nested_in"),
        CheckConstraint("supersedes_id <> id", name="supersedes"),
        CheckConstraint("merged_into_id <> id", name="merged_into"),
        CheckConstraint(
            "(final_by = 'unresolved') = (final_answer_id is null)", name="final_answer"
        ),
        CheckConstraint(
            "(final_answer_id is null) = (final_source_type is null)", name="final_source_type"
        ),
        CheckConstraint(
            "(final_answer_id is null) = (final_source_naming is null)",
            name="final_source_naming",
        ),
        CheckConstraint("settled_at is null or is_settled", name="settled_at"),
        ForeignKeyConstraint(
            ["article_id", "reading_key"],
            ["article.id", "article.reading_key"],
            onupdate="CASCADE",
        ),
        Index(
            "ix_claim_in_reading_order",
            *("project_id", "is_current", "reading_key", "first_offset", "number", "state"),
        ),
        Index(
            "ix_claim_counted",
            *("project_id", "is_current", "state", "annotator_count", "confidence"),
            "asked_in_round",
        ),
        Index(
            "ix_claim_by_answers",
            *("project_id", "is_current", "annotator_count"),
            *("reading_key", "first_offset", "number"),
        ),
        Index(
            "ix_claim_by_source_type",
            *("project_id", "is_current", "article_id", "final_source_type", "first_offset"),
            *("number", "final_source_naming", "state", "is_settled"),
        ),
        Index("ix_claim_article_id_first_offset", "article_id", "first_offset"),
        Index(
            "ix_claim_to_adjudicate",
            *("project_id", "needs_adjudication", "is_current", "difference_count"),
            *("state", "annotator_count", "confidence", "asked_in_round"),
        ),
        *(
            Index(
                f"ix_claim_{day}",
                *("project_id", "is_current", "state", day),
                *("annotator_count", "confidence", "asked_in_round"),
                sqlite_where=text(f"{day} is not null"),
                postgresql_where=text(f"{day} is not null"),
            )
            for day in ("complete_on", "adjudicated_on")
        ),
        Index("ix_claim_project_id_settled_at", "project_id", "settled_at"),
        *(
            # SQLite reads whole claims otherwise; the keys of PostgreSQL are too short for texts
            Index(
                f"ix_claim_project_id_{words}",
                *("project_id", words),
                postgresql_where=text("false"),
            )
            for words in ("search_text", "folded_sources")
        ),
        Index(
            "ix_claim_without_suggestions",
            "project_id",
            sqlite_where=text("is_held_out = 1 and is_settled = 0"),
            postgresql_where=text("is_held_out and not is_settled"),
        ),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    number: Mapped[int]
    """Its id within its article, in the order in which claims were made; never given twice."""
    if TYPE_CHECKING:
        ordinal: Mapped[int]
        """What people call it: from 1 in the order of the text, among those that stand."""
    state: Mapped[ClaimState] = mapped_column(default=ClaimState.PROPOSED)
    origin: Mapped[Origin]
    first_offset: Mapped[int]
    """Where its earliest span starts: lists of claims follow the text."""
    reading_key: Mapped[str]
    """That of its article, and the database keeps it so: claims of a project are read by it, then
    by where they start, then by number."""
    engine_version: Mapped[str] = mapped_column(default="")
    confidence: Mapped[float | None]
    """The engine's, 0 to 1; none for a claim that a person found."""
    proposed_source_name: Mapped[str | None]
    """The engine's reading of who the source is; a proposal until a person accepts it."""
    name_confidence: Mapped[float | None]
    """How sure the engine is of that name, 0 to 1; none without one, and of an older engine's."""
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    """Why the engine proposed it, in sentences."""
    mentions: Mapped[list[Any]] = mapped_column(default=list)
    """The chain from the source's mention to its name: start, end, kind, reason."""
    suggested_stance: Mapped[str] = mapped_column(default="")
    suggested_quote_form: Mapped[str] = mapped_column(default="")
    """Codes that the engine suggests for tags; nobody has answered them."""
    via_source: Mapped[list[Any]] = mapped_column(default=list)
    """Who relays the claim, as the engine reads it: start, end and words of each place."""
    is_held_out: Mapped[bool | None]
    """It is shown without suggestions, by lot; none where no lot was drawn. `rules.held_out` writes
    it, and leaves it once somebody has begun to answer."""
    nested_in_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), index=True)
    """The claim in whose content this one stands, as the engine reads it."""
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), index=True)
    """The claim that an adjudicator's edit replaced by this one."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), index=True)
    """The claim that took this one's content when the two were merged."""
    is_current: Mapped[bool] = mapped_column(default=True)
    """No other claim has taken its place, by an adjudicator's edit or by a merge, and its article
    is not withdrawn."""
    search_text: Mapped[str] = mapped_column(default="", deferred=True)
    """The folded words of its source, cue and content."""
    folded_sources: Mapped[str] = mapped_column(default="", deferred=True)
    """The folded words for its source, and the engine's name for it, a line each."""
    final_by: Mapped[FinalBy] = mapped_column(default=FinalBy.UNRESOLVED)
    """How its tags became final, or that they are not."""
    final_answer_id: Mapped[int | None] = mapped_column(
        ForeignKey("annotation.id", use_alter=True, deferrable=True, initially="DEFERRED"),
        index=True,
    )
    """The annotation or adjudication that says its final tags."""
    final_source_type: Mapped[str | None]
    """What they say of the source: its type, empty where they say none."""
    final_source_naming: Mapped[str | None]
    """The same: how the text names it."""
    annotator_count: Mapped[int] = mapped_column(default=0)
    """How many people have submitted tags."""
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    """The round in which it is; a claim is in one at most, since nobody answers it afresh."""
    asked_in_round: Mapped[int | None]
    """How many people its round asks; none where it asks as many as its project does."""
    is_settled: Mapped[bool] = mapped_column(default=False)
    """Its tags are final and nobody answers any more: everybody may see them."""
    settled_at: Mapped[datetime | None]
    """Since when that is so; none of claims that were settled before this was kept."""
    needs_adjudication: Mapped[bool] = mapped_column(default=False)
    """All answers are in and none is final, or somebody found that something is wrong with it."""
    difference_count: Mapped[int] = mapped_column(default=0)
    """How far the answers differ: over all tags, the values beside the first one."""
    complete_on: Mapped[date | None]
    """The day, in UTC, on which it got the last of the answers that are asked for."""
    adjudicated_on: Mapped[date | None]
    """The day on which an adjudicator settled it; none where that is not in force."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    article: Mapped[Article] = relationship(back_populates="claims", foreign_keys=[article_id])
    created_by: Mapped[User | None] = relationship()
    round: Mapped[Round | None] = relationship()
    supersedes: Mapped[Claim | None] = relationship(
        foreign_keys=[supersedes_id], remote_side="Claim.id", back_populates="superseded_by"
    )
    superseded_by: Mapped[list[Claim]] = relationship(
        foreign_keys=[supersedes_id], back_populates="supersedes"
    )
    merged_into: Mapped[Claim | None] = relationship(
        foreign_keys=[merged_into_id], remote_side="Claim.id"
    )
    nested_in: Mapped[Claim | None] = relationship(
        foreign_keys=[nested_in_id], remote_side="Claim.id", back_populates="inner"
    )
    inner: Mapped[list[Claim]] = relationship(
        foreign_keys=[nested_in_id], back_populates="nested_in"
    )
    spans: Mapped[list[Span]] = relationship(
        back_populates="claim",
        order_by="(Span.role, Span.position)",
        cascade="all, delete-orphan",
    )
    annotations: Mapped[list[Annotation]] = relationship(
        back_populates="claim", order_by="Annotation.id", foreign_keys="Answer.claim_id"
    )
    adjudication: Mapped[Adjudication | None] = relationship(
        back_populates="claim", foreign_keys="Answer.claim_id"
    )
    placements: Mapped[list[Placement]] = relationship(
        back_populates="claim", order_by="Placement.id"
    )
    assignments: Mapped[list[Assignment]] = relationship(
        back_populates="claim", cascade="all, delete-orphan"
    )
    """Who had it before them says nothing once it is gone."""
    dismissals: Mapped[list[Dismissal]] = relationship(
        back_populates="claim", cascade="all, delete-orphan"
    )
    """A suggestion that was turned down goes with its claim."""

    __mapper_args__ = {"version_id_col": version}

    @validates("article")
    def _take_its_place(self, _: str, article: Article) -> Article:
        self.reading_key = article.reading_key
        return article

    def spans_of(self, role: SpanRole) -> list[TextSpan]:
        """The half-open code point pairs of one role, in the order of the text."""
        return sorted(TextSpan(span.start, span.end) for span in self.spans if span.role == role)

    def quotes_of(self, role: SpanRole) -> list[str]:
        """The words of one role, in the order of the text."""
        spans = sorted((s for s in self.spans if s.role == role), key=lambda s: s.start)
        return [span.quote for span in spans]

    def touch(self) -> None:
        """Note a change, so that the version counts it even where only spans differ."""
        self.updated_at = utc_now()
        flag_modified(self, "updated_at")

    @property
    def is_replaced(self) -> bool:
        """Another claim has taken its place, by an adjudicator's edit or by a merge."""
        return self.merged_into_id is not None or bool(self.superseded_by)

    @property
    def likelihood(self) -> Likelihood | None:
        """How sure the engine is, in words; none for a claim that a person found."""
        return None if self.confidence is None else likelihood_of(self.confidence)

    @property
    def is_possible(self) -> bool:
        """Nobody has judged it, and more often than not a person would not mark it."""
        return self.state == ClaimState.PROPOSED and self.likelihood == Likelihood.POSSIBLE

    @property
    def hides_suggestions(self) -> bool:
        """Pages show nothing that the engine suggests of it, before it is settled."""
        return bool(self.is_held_out) and not self.is_settled

    @property
    def shown_source_name(self) -> str:
        """Who says it, as the engine reads it; empty where pages do not show that."""
        return "" if self.hides_suggestions else self.proposed_source_name or ""

    @property
    def shown_likelihood(self) -> Likelihood | None:
        """How sure the engine is, where pages show that."""
        return None if self.hides_suggestions else self.likelihood

    @property
    def shown_name_likelihood(self) -> Likelihood | None:
        """How sure the engine is of whom it names, where pages show whom and it said so."""
        if self.name_confidence is None or not self.shown_source_name:
            return None
        return likelihood_of(self.name_confidence)

    @property
    def suggested_source_name(self) -> str:
        """The same where one answers: who is held out is suggested nothing, even afterwards."""
        return "" if self.is_held_out else self.proposed_source_name or ""

    @property
    def suggested_source_names(self) -> tuple[str, ...]:
        """The same, one by one where the engine names several."""
        return names_of(self.suggested_source_name, (kind for _, _, kind, _ in self.mentions))

    def suggestion_for(self, field: CodeField) -> str:
        """The code that the engine suggests where one answers; none on words that a person drew."""
        suggested = {
            CodeField.STANCE: self.suggested_stance,
            CodeField.QUOTE_FORM: self.suggested_quote_form,
        }
        is_redrawn = any(span.created_by_id is not None for span in self.spans)
        return "" if is_redrawn or self.is_held_out else suggested.get(field, "")

    @property
    def has_submissions(self) -> bool:
        """Somebody has submitted tags for its words as they stand, or settled it by hand."""
        answers: list[Answer] = [*self.annotations, *filter(None, [self.adjudication])]
        return any(answer.submitted_at is not None for answer in answers)

    @property
    def source_text(self) -> str:
        """The words that name the source; empty where the text leaves it out."""
        return " … ".join(self.quotes_of(SpanRole.SOURCE))

    @property
    def cue_text(self) -> str:
        """The words that attribute."""
        return " … ".join(self.quotes_of(SpanRole.CUE))

    @property
    def content_text(self) -> str:
        """What is attributed."""
        return " … ".join(self.quotes_of(SpanRole.CONTENT))


def _ordinal() -> ScalarSelect[int]:
    """One more than the claims before it in whose place no other one stands."""
    before, later = Claim.__table__.alias().c, Claim.__table__.alias().c
    is_replaced = select(later.id).where(later.supersedes_id == before.id).exists()
    order = tuple_(before.first_offset, before.number)
    return (
        select(func.count(before.id) + 1)
        .where(
            before.article_id == Claim.article_id,
            order < tuple_(Claim.first_offset, Claim.number),
            before.merged_into_id.is_(None),
            ~is_replaced,
        )
        .correlate(Claim)
        .scalar_subquery()
    )


# What lists of claims show is loaded with them, by `undefer`.
Claim.ordinal = column_property(_ordinal(), deferred=True)
