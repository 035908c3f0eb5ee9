"""Uploads that wait, for a day, for the person who sent them to confirm."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.project import Project
from webapp.models.user import User


class StagedArticle(Base):
    """What one file, or one row of a file, would become; nothing exists before the confirmation."""

    __tablename__ = "staged_article"
    __table_args__ = (
        UniqueConstraint("public_id"),
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
    file_sha256: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The file as it came, kept while its encoding may still be corrected."""
    encoding: Mapped[str] = mapped_column(default="utf-8")
    is_encoding_guessed: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(deferred=True)
    text_sha256: Mapped[str]
    word_count: Mapped[int]
    title: Mapped[str]
    is_title_ours: Mapped[bool] = mapped_column(default=False)
    outlet: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    url: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    user: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}
