"""The rows of articles.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnExpressionArgument, func, select
from sqlalchemy.orm import Session, selectinload, undefer

from webapp.attribution.text.spans import NOWHERE
from webapp.exports.queries.query import Query
from webapp.exports.scope import Scope
from webapp.models import Article
from webapp.tables.articles import ARTICLES
from webapp.tables.cells import date_cell, spans_cell, time_cell, truth_cell, whole_cell
from webapp.tables.writers import Row


def place() -> list[ColumnExpressionArgument[Any]]:
    """The order of articles: by date, those without one last, then by id."""
    return [func.coalesce(Article.published_on, date.max), Article.public_id]


def _keys(session: Session, scope: Scope) -> Sequence[int]:
    wanted = select(Article.id).where(Article.project_id == scope.project_id)
    return session.scalars(wanted.order_by(*place())).all()


def _rows(session: Session, _: Scope, keys: Sequence[int]) -> Iterator[Row]:
    articles = session.scalars(
        select(Article)
        .options(
            undefer(Article.text), selectinload(Article.supersedes), selectinload(Article.copy_of)
        )
        .where(Article.id.in_(keys))
        .order_by(*place())
    )
    return map(_row, articles)


def _row(article: Article) -> Row:
    return {
        "article_id": article.public_id,
        "title": article.title,
        "is_title_ours": truth_cell(article.is_title_ours),
        "outlet": article.outlet,
        "published_on": date_cell(article.published_on),
        "url": article.url,
        "language": article.language,
        "is_sensitive": truth_cell(article.is_sensitive),
        "supersedes": article.supersedes.public_id if article.supersedes else "",
        "word_count": whole_cell(article.word_count),
        "text_sha256": article.text_sha256,
        "engine_version": article.engine_version,
        "last_claim_number": whole_cell(article.last_claim_number),
        "created_at": time_cell(article.created_at),
        "text": article.text,
        "furniture": _furniture(article),
        "copy_of": article.copy_of.public_id if article.copy_of else "",
    }


def _furniture(article: Article) -> str:
    """The places that were struck; an empty place says that it was decided and none is."""
    if article.furniture is None:
        return ""
    return spans_cell(article.dimmed or [NOWHERE])


def _count(session: Session, scope: Scope) -> int:
    counted = select(func.count(Article.id)).where(Article.project_id == scope.project_id)
    return session.scalars(counted).one()


ARTICLE_ROWS = Query(table=ARTICLES, keys=_keys, rows=_rows, count=_count, page_size=20)
