"""Imported texts: stored once, never edited."""

from __future__ import annotations

import hashlib
import logging
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.errors import Damaged
from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.project import Project
from webapp.models.user import User

if TYPE_CHECKING:
    from webapp.models.claim import Claim

log = logging.getLogger(__name__)


class Article(Base):
    """One text with LF line ends; what is known about it may be corrected, the text may not."""

    __tablename__ = "article"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        CheckConstraint("supersedes_id <> id", name="supersedes"),
        Index("ix_article_project_id_text_sha256", "project_id", "text_sha256"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    text: Mapped[str] = mapped_column(deferred=True)
    text_sha256: Mapped[str]
    """Of the stored text in UTF-8."""
    word_count: Mapped[int]
    title: Mapped[str]
    is_title_ours: Mapped[bool] = mapped_column(default=False)
    """The text gave no title: this one is made from its first sentence."""
    outlet: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    url: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    """Readers are warned before the text is shown."""
    engine_version: Mapped[str] = mapped_column(default="")
    """The engine that split it; empty while it is not split."""
    last_claim_number: Mapped[int] = mapped_column(default=0)
    """At least the highest number of its claims that are gone: no number is given twice."""
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    """The version that this one corrects."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    created_by: Mapped[User | None] = relationship()
    supersedes: Mapped[Article | None] = relationship(
        remote_side="Article.id", back_populates="superseded_by"
    )
    superseded_by: Mapped[list[Article]] = relationship(
        back_populates="supersedes", order_by="Article.id"
    )
    claims: Mapped[list[Claim]] = relationship(back_populates="article")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_intact(self) -> bool:
        """Its text is still the one that was stored."""
        return hashlib.sha256(self.text.encode()).hexdigest() == self.text_sha256


def intact(article: Article) -> Article:
    """The article, if its text may be shown as what somebody printed."""
    if not article.is_intact:
        log.error("the text of article %s is not the one that was stored", article.public_id)
        raise Damaged(
            "The text of this article is damaged: it is not the one that was imported. "
            "Tell the operator, who can restore a backup."
        )
    return article
