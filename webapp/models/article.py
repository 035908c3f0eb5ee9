"""Imported texts: stored once, never edited."""

from __future__ import annotations

import hashlib
import logging
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from webapp.attribution.text.furniture import furniture
from webapp.attribution.text.languages import is_known_to_engine, language_name
from webapp.attribution.text.spans import TextSpan, tidy
from webapp.errors import Damaged
from webapp.folding import folded
from webapp.models.base import Base, Created, PrimaryKey, PublicId, folded_from, values_of_new_row
from webapp.models.project import Project
from webapp.models.user import User

if TYPE_CHECKING:
    from webapp.models.claim import Claim

log = logging.getLogger(__name__)


def reading_key_of(published_on: date | None, public_id: str) -> str:
    """By what a project's articles are read: by date, undated ones last."""
    return f"{published_on or date.max} {public_id}"


def _first_reading_key(context: DefaultExecutionContext) -> str:
    values = values_of_new_row(context)
    return reading_key_of(values.get("published_on"), values["public_id"])


def _text_length(context: DefaultExecutionContext) -> int:
    return len(values_of_new_row(context)["text"])


class Article(Base):
    """One text with LF line ends; what is known about it may be corrected, the text may not."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        CheckConstraint("supersedes_id <> id", name="supersedes"),
        CheckConstraint("copy_of_id <> id", name="copy_of"),
        CheckConstraint(
            "(withdrawn_at is null) = (withdrawn_because = '')", name="withdrawn_because"
        ),
        UniqueConstraint("id", "reading_key"),
        Index("ix_article_project_id_text_sha256", "project_id", "text_sha256"),
        Index("ix_article_in_reading_order", "project_id", "reading_key", "withdrawn_at"),
        Index(
            "ix_article_by_outlet",
            *("project_id", "folded_outlet", "outlet", "withdrawn_at"),
            postgresql_where=false(),  # it keeps texts apart by itself, and its keys are shorter
        ),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    text: Mapped[str] = mapped_column(deferred=True)
    text_sha256: Mapped[str]
    """Of the stored text in UTF-8."""
    text_length: Mapped[int] = mapped_column(default=_text_length)
    """In code points."""
    word_count: Mapped[int]
    title: Mapped[str]
    folded_title: Mapped[str] = mapped_column(default=folded_from("title"))
    """The title for comparing."""
    is_title_ours: Mapped[bool] = mapped_column(default=False)
    """The text gave no title: this one is made from its first sentence."""
    outlet: Mapped[str] = mapped_column(default="")
    folded_outlet: Mapped[str] = mapped_column(default=folded_from("outlet"))
    """The outlet for comparing."""
    published_on: Mapped[date | None]
    reading_key: Mapped[str] = mapped_column(default=_first_reading_key)
    """By what a project's articles are read; its claims have the same one."""
    url: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    """Readers are warned before the text is shown."""
    withdrawn_at: Mapped[datetime | None]
    """Since when it is out of the work; none while it is in it."""
    withdrawn_because: Mapped[str] = mapped_column(default="")
    """Why it was taken out, for all members to read."""
    folded_text: Mapped[str] = mapped_column(default=folded_from("text"), deferred=True)
    """The text for comparing."""
    furniture: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """What is no prose, as decided at import: start, end and why of each place; none in articles
    imported before that was asked, where it is what the tool takes for it."""
    engine_version: Mapped[str] = mapped_column(default="")
    """The engine that split it; empty while it is not split."""
    last_claim_number: Mapped[int] = mapped_column(default=0)
    """At least the highest number of its claims that are gone: no number is given twice."""
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)
    """The version that this one corrects."""
    copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)
    """The article whose text this one prints too; that one is no copy itself."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    created_by: Mapped[User | None] = relationship()
    supersedes: Mapped[Article | None] = relationship(
        foreign_keys=[supersedes_id], remote_side="Article.id", back_populates="superseded_by"
    )
    superseded_by: Mapped[list[Article]] = relationship(
        foreign_keys=[supersedes_id], back_populates="supersedes", order_by="Article.id"
    )
    copy_of: Mapped[Article | None] = relationship(
        foreign_keys=[copy_of_id], remote_side="Article.id", back_populates="copies"
    )
    copies: Mapped[list[Article]] = relationship(
        foreign_keys=[copy_of_id], back_populates="copy_of", order_by="Article.id"
    )
    claims: Mapped[list[Claim]] = relationship(
        back_populates="article", foreign_keys="Claim.article_id"
    )

    __mapper_args__ = {"version_id_col": version}

    @validates("title", "outlet")
    def _fold(self, name: str, words: str) -> str:
        setattr(self, f"folded_{name}", folded(words))
        return words

    @validates("published_on")
    def _move(self, _: str, published_on: date | None) -> date | None:
        if self.public_id is not None:  # a new row gets both when it is stored
            self.reading_key = reading_key_of(published_on, self.public_id)
        return published_on

    @property
    def is_withdrawn(self) -> bool:
        """It is out of the work: it is read where it is cited, and counts nowhere."""
        return self.withdrawn_at is not None

    @property
    def dimmed(self) -> tuple[TextSpan, ...]:
        """The places that are no prose, sorted and separate."""
        stored = stored_places(self.furniture)
        return furniture(self.text) if stored is None else stored

    @property
    def language_name(self) -> str:
        """Its language in words."""
        return language_name(self.language)

    @property
    def is_passed_over(self) -> bool:
        """The engine does not know its language, and nobody asked for a split all the same."""
        return not self.engine_version and not is_known_to_engine(self.language)

    @property
    def shown_title(self) -> str:
        """The title; a name that says nothing where it would open words that are to be covered."""
        if not (self.is_sensitive and self.is_title_ours):
            return self.title
        day = f" of {self.published_on:%-d %B %Y}" if self.published_on else ""
        return f"A text{day} marked as sensitive"

    @property
    def is_intact(self) -> bool:
        """Its text is still the one that was stored."""
        return hashlib.sha256(self.text.encode()).hexdigest() == self.text_sha256


def stored_places(stored: list[Any] | None) -> tuple[TextSpan, ...] | None:
    """The places of a stored list, sorted and separate; None where nothing was decided."""
    if stored is None:
        return None
    return tidy(TextSpan(start, end) for start, end, _ in stored)


def intact(article: Article) -> Article:
    """The article, if its text may be shown as what somebody printed."""
    if not article.is_intact:
        log.error("the text of article %s is not the one that was stored", article.public_id)
        raise Damaged(
            "The text of this article is damaged: it is not the one that was imported. "
            "Tell the operator, who can restore a backup."
        )
    return article
