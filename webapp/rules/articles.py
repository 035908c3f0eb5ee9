"""Articles of a project: found by their ids, which are in the work, and in which order."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Select, bindparam, select
from sqlalchemy.orm import Session, load_only, undefer
from sqlalchemy.orm.interfaces import ORMOption

from webapp.errors import Refusal
from webapp.models.article import Article, intact
from webapp.models.project import Project


class Withdrawn(Refusal):
    """The article is out of the work, and what stands in it with it."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "The article is withdrawn, so nothing in it can be changed. "
            "A manager can bring it back from its page."
        )


def is_in_work() -> tuple[ColumnElement[bool], ...]:
    """The article is not withdrawn; `claims.is_current` says the same of its claims."""
    return (Article.withdrawn_at.is_(None),)


def refuse_withdrawn(session: Session, article_ids: Collection[int]) -> None:
    """Refuse to change what stands in the articles of these keys unless all are in the work."""
    withdrawn = select(Article.id).where(
        Article.id.in_(article_ids), Article.withdrawn_at.is_not(None)
    )
    if session.scalars(withdrawn.limit(1)).first() is not None:
        raise Withdrawn


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


def newest_article(session: Session, project: Project) -> Article:
    """The article that was imported last."""
    return session.scalars(_newest_article(), {"project_id": project.id}).one()


@cache
def _newest_article() -> Select[Article]:
    query = select(Article).where(Article.project_id == bindparam("project_id"))
    return query.options(load_only(Article.public_id)).order_by(Article.id.desc()).limit(1)
