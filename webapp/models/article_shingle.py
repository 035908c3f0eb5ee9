"""Which runs of words an article holds: by them nearly equal texts find each other."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import Base


class ArticleShingle(Base):
    """One number of an article's sketch."""

    __tablename__ = "article_shingle"
    __table_args__ = (Index("ix_article_shingle_project_id_number", "project_id", "number"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """A hash of five words that follow one another, of 63 bits."""
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
