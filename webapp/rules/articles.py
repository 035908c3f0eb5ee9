"""Articles of a project: found by their ids, and in the order in which they are read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnExpressionArgument, select
from sqlalchemy.orm import Session, undefer
from sqlalchemy.orm.interfaces import ORMOption

from webapp.models.article import Article, intact
from webapp.models.project import Project


def article_or_none(
    session: Session, project: Project, public_id: str, *options: ORMOption
) -> Article | None:
    """The project's article of this id, with its text, and what the options load along."""
    article = session.scalars(
        select(Article)
        .options(undefer(Article.text), *options)
        .where(Article.project_id == project.id, Article.public_id == public_id)
    ).one_or_none()
    return intact(article) if article else None


def by_date() -> tuple[ColumnExpressionArgument[Any], ...]:
    """The order in which a project's articles are read; undated ones come last."""
    return (Article.reading_key,)
