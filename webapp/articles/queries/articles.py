"""Questions about articles."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload, raiseload, selectinload

from webapp.articles.pages.articles import (
    ArticleFilter,
    ArticleOrder,
    ArticleRow,
)
from webapp.attribution.text.languages import ENGLISH
from webapp.folding import folded
from webapp.markup.paging import Paged, page_of
from webapp.models import Annotation, Article, Claim, Project, User
from webapp.rules.articles import article_or_none, by_date, is_in_work
from webapp.rules.claims import is_counted, is_possible
from webapp.rules.words import has_words
from webapp.vocabulary import SUBMITTED_STATES


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


def article_with_versions_or_none(
    session: Session, project: Project, public_id: str
) -> Article | None:
    """The project's article of this id, with its text and the versions next to it."""
    return article_or_none(
        session,
        project,
        public_id,
        joinedload(Article.project),
        joinedload(Article.supersedes),
        joinedload(Article.copy_of),
        selectinload(Article.superseded_by),
        selectinload(Article.copies),
    )


def withdrawn_count(session: Session, project: Project) -> int:
    """How many of the project's articles are out of the work."""
    counted = select(func.count(Article.id)).where(
        Article.project_id == project.id, Article.withdrawn_at.is_not(None)
    )
    return session.scalars(counted).one()


def outlets_of(session: Session, project: Project) -> list[str]:
    """Every outlet that an article of the project names, once each, as it is written first."""
    first = func.min(Article.outlet)
    return list(
        session.scalars(
            select(first)
            .where(Article.project_id == project.id, Article.outlet != "", *is_in_work())
            .group_by(Article.folded_outlet)
            .order_by(first)
        )
    )


def article_page(
    session: Session, project: Project, user: User, *, asked: ArticleFilter, number: int
) -> Paged[ArticleRow]:
    """One page of the articles asked for, each with the user's progress."""
    keys = select(Article.id).where(*_is_asked(project, asked)).order_by(*_order(asked.order))
    page = page_of(session, keys, number)
    rows = session.execute(_with_progress(user).where(Article.id.in_(page.rows)))
    by_key = {row[0].id: ArticleRow(*row) for row in rows}
    return page.showing([by_key[key] for key in page.rows])


def _is_asked(project: Project, asked: ArticleFilter) -> list[ColumnElement[bool]]:
    shown = (Article.withdrawn_at.is_not(None),) if asked.are_withdrawn else is_in_work()
    is_titled = has_words(Article.folded_title, asked.words)
    conditions = [Article.project_id == project.id, *shown, *is_titled]
    if asked.outlet:
        conditions.append(Article.folded_outlet == folded(asked.outlet))
    if asked.since:
        conditions.append(Article.published_on >= asked.since)
    if asked.until:
        conditions.append(Article.published_on <= asked.until)
    return conditions


def _claim_count() -> Select[int]:
    """The claims of an article that count: no mistakes, none replaced, none folded away."""
    return select(func.count(Claim.id)).where(
        Claim.article_id == Article.id, ~is_possible(), *is_counted()
    )


def _with_progress(user: User) -> Select[Article, int, int, bool]:
    newer = aliased(Article)
    is_tagged = Claim.annotations.any(
        (Annotation.user_id == user.id) & Annotation.state.in_(SUBMITTED_STATES)
    )
    return select(
        Article,
        _claim_count().correlate(Article).scalar_subquery(),
        _claim_count().where(is_tagged).correlate(Article).scalar_subquery(),
        select(newer.id).where(newer.supersedes_id == Article.id).exists(),
    ).options(joinedload(Article.copy_of), raiseload("*", sql_only=True))


def _order(order: ArticleOrder) -> list[ColumnExpressionArgument[Any]]:
    """The columns to sort by; the last one leaves nothing to chance."""
    undated = Article.published_on.is_(None)
    columns: dict[ArticleOrder, list[ColumnExpressionArgument[Any]]] = {
        ArticleOrder.OLDEST: [*by_date()],
        ArticleOrder.NEWEST: [undated, Article.published_on.desc()],
        ArticleOrder.TITLE: [Article.folded_title],
        ArticleOrder.OUTLET: [Article.outlet == "", Article.outlet],
        ArticleOrder.WORDS: [Article.word_count.desc()],
        ArticleOrder.CLAIMS: [_claim_count().correlate(Article).scalar_subquery().desc()],
        ArticleOrder.ADDED: [Article.id.desc()],
    }
    return [*columns[order], Article.public_id]


def usual_language(session: Session, project: Project) -> str:
    """The language of most of the project's articles; English where there are none."""
    counted = (
        select(Article.language)
        .where(Article.project_id == project.id, *is_in_work())
        .group_by(Article.language)
        .order_by(func.count().desc(), Article.language)
        .limit(1)
    )
    return session.scalars(counted).one_or_none() or ENGLISH
