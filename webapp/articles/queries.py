"""Questions about articles."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Article, Project


def article_with_text_or_none(
    session: Session, project: Project, text_sha256: str
) -> Article | None:
    """The project's first article with exactly this text."""
    return session.scalars(
        select(Article)
        .where(Article.project_id == project.id, Article.text_sha256 == text_sha256)
        .order_by(Article.id)
        .limit(1)
    ).one_or_none()


def articles_of(session: Session, project: Project) -> list[Article]:
    """The project's articles by date, those without one last."""
    return list(
        session.scalars(
            select(Article)
            .where(Article.project_id == project.id)
            .order_by(Article.published_on.is_(None), Article.published_on, Article.public_id)
        )
    )
