"""Uploads that wait, for a day, for the person who sent them to confirm."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.attribution.text.languages import is_known_to_engine, language_name
from webapp.models.article import Article
from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.job_chunk import JobChunk
from webapp.models.project import Project
from webapp.models.user import User
from webapp.vocabulary import Printing

STAGED_FOR = timedelta(days=1)
"""How long something waits before it is thrown away."""


class StagedArticle(Base):
    """What one file, or one row of a file, would become; nothing exists before the confirmation."""

    __tablename__ = "staged_article"
    __table_args__ = (
        UniqueConstraint("public_id"),
        UniqueConstraint("chunk_id"),
        Index("ix_staged_article_project_id_user_id", "project_id", "user_id"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    position: Mapped[int]
    """The order in which the files and rows came."""
    file_name: Mapped[str]
    """As the browser named it, for display only; empty for pasted text."""
    part: Mapped[str] = mapped_column(default="")
    """Which row or article of the file it is; empty where the file is one article."""
    file_sha256: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The file as it came, kept while its encoding may still be corrected."""
    encoding: Mapped[str] = mapped_column(default="utf-8")
    is_encoding_guessed: Mapped[bool] = mapped_column(default=False)
    """Nothing is imported before a person has confirmed the guess."""
    sample: Mapped[str] = mapped_column(default="")
    """Lines that show whether the encoding is right; empty for plain ASCII."""
    article_count: Mapped[int] = mapped_column(default=1)
    """How many articles the text seems to hold; more than one wait for a person's answer."""
    problem: Mapped[str] = mapped_column(default="")
    """Why it cannot be imported as it stands."""
    asks_columns: Mapped[bool] = mapped_column(default=False)
    """A person has to say which column of the table is which before its rows are read."""
    refusal: Mapped[str] = mapped_column(default="")
    """Why this file, or this row of it, is no article; it is listed, and nothing else."""
    note: Mapped[str] = mapped_column(default="")
    """What a person should know of how it was read."""
    text: Mapped[str] = mapped_column(deferred=True)
    text_sha256: Mapped[str]
    word_count: Mapped[int]
    furniture: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    """What is struck out: start, end and why of each place; none where the file is not read."""
    kept_word_count: Mapped[int] = mapped_column(default=0)
    """The words that are not struck out."""
    page_word_count: Mapped[int] = mapped_column(default=0)
    """The words of the article by what its web page says; 0 where it does not."""
    broken_word_count: Mapped[int] = mapped_column(default=0)
    """The words that are broken at line ends and could be joined."""
    original_sha256: Mapped[str] = mapped_column(default="")
    """Of the text before its broken words were joined; empty where it is as it came."""
    origins: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Where each fact was found, in words, by its column."""
    title: Mapped[str]
    is_title_ours: Mapped[bool] = mapped_column(default=False)
    outlet: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    url: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    """The article of which it is a corrected version."""
    shingles: Mapped[list[Any]] = mapped_column(default=list, deferred=True)
    """The sketch of its text, by which nearly equal texts find each other."""
    nearly_article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    """The article of the project that is nearly the same."""
    nearly_staged: Mapped[str] = mapped_column(default="")
    """The public id of the text above it in the upload that is nearly the same."""
    nearly_percent: Mapped[int] = mapped_column(default=0)
    """How many words of a hundred the longer of the two shares with the other."""
    printing: Mapped[Printing] = mapped_column(default=Printing.SEPARATE)
    """What a person says it is to the text that is nearly or exactly the same."""
    chunk_id: Mapped[int | None] = mapped_column(ForeignKey("job_chunk.id"))
    """The part of a job that makes an article of it; none while it waits for its confirmation."""
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    user: Mapped[User] = relationship()
    supersedes: Mapped[Article | None] = relationship(foreign_keys=[supersedes_id])
    nearly_article: Mapped[Article | None] = relationship(foreign_keys=[nearly_article_id])
    chunk: Mapped[JobChunk | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def ends_at(self) -> datetime:
        """When it is thrown away."""
        return self.created_at + STAGED_FOR

    @property
    def language_name(self) -> str:
        """Its language in words."""
        return language_name(self.language)

    @property
    def is_known_to_engine(self) -> bool:
        """The engine can split texts of its language."""
        return is_known_to_engine(self.language)

    @property
    def is_open(self) -> bool:
        """A person has to answer before it can be imported."""
        asks = self.is_encoding_guessed or self.asks_columns or self.article_count > 1
        return asks or bool(self.problem)

    @property
    def can_be_read_again(self) -> bool:
        """It is a whole file, kept as it came."""
        return not self.part
