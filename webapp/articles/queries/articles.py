"""Questions about articles."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from webapp.articles.pages.articles import (
    ArticleFilter,
    ArticleOrder,
    ArticlePage,
    ArticleRow,
    TextPart,
)
from webapp.attribution.text.languages import ENGLISH
from webapp.folding import folded, has_words
from webapp.models import Annotation, Article, Claim, Project, User
from webapp.rules.articles import article_or_none
from webapp.rules.claims import is_counted, is_possible
from webapp.vocabulary import SUBMITTED_STATES

PAGE_SIZE = 50


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


def pieces_of(article: Article) -> list[TextPart]:
    """The whole text in order; joined, the pieces are the text."""
    text = article.text
    pieces, position = [], 0
    for start, end in article.dimmed:
        pieces += [TextPart(text[position:start], False), TextPart(text[start:end], True)]
        position = end
    pieces.append(TextPart(text[position:], False))
    return [piece for piece in pieces if piece.words]


def outlets_of(session: Session, project: Project) -> list[str]:
    """Every outlet that an article of the project names, once each, as it is written first."""
    names: dict[str, str] = {}
    for name in _written_outlets(session, project):
        names.setdefault(folded(name), name)
    return list(names.values())


def _written_outlets(session: Session, project: Project) -> list[str]:
    """Every writing of an outlet's name."""
    return list(
        session.scalars(
            select(Article.outlet)
            .where(Article.project_id == project.id, Article.outlet != "")
            .distinct()
            .order_by(Article.outlet)
        )
    )


def article_page(
    session: Session, project: Project, user: User, *, asked: ArticleFilter, number: int
) -> ArticlePage:
    """One page of the articles asked for, each with the user's progress."""
    ids = _ids(session, project, asked)
    page_count = max(1, -(-len(ids) // PAGE_SIZE))
    number = min(max(1, number), page_count)
    shown = ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    rows = session.execute(_with_progress(user).where(Article.id.in_(shown)))
    by_id = {row[0].id: ArticleRow(*row) for row in rows}
    return ArticlePage([by_id[key] for key in shown], len(ids), number, page_count)


def _ids(session: Session, project: Project, asked: ArticleFilter) -> list[int]:
    """The keys of the articles asked for, in order.

    Titles are compared here and not by the database: the two databases have no notion of small
    letters in common beyond ASCII.
    """
    query = select(Article.id, Article.title).where(*_wanted(session, project, asked))
    rows = session.execute(query.order_by(*_order(asked.order))).all()
    words = folded(asked.words).split()
    if words:
        rows = [row for row in rows if has_words(row.title, words)]
    if asked.order is ArticleOrder.TITLE:
        rows = sorted(rows, key=lambda row: folded(row.title))
    return [row.id for row in rows]


def _wanted(session: Session, project: Project, asked: ArticleFilter) -> list[ColumnElement[bool]]:
    conditions = [Article.project_id == project.id]
    if asked.outlet:
        outlet = folded(asked.outlet)
        written = [name for name in _written_outlets(session, project) if folded(name) == outlet]
        conditions.append(Article.outlet.in_(written))
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
    tagged = _claim_count().join(
        Annotation, (Annotation.claim_id == Claim.id) & (Annotation.user_id == user.id)
    )
    return select(
        Article,
        _claim_count().correlate(Article).scalar_subquery(),
        tagged.where(Annotation.state.in_(SUBMITTED_STATES)).correlate(Article).scalar_subquery(),
        select(newer.id).where(newer.supersedes_id == Article.id).exists(),
    ).options(joinedload(Article.copy_of))


def _order(order: ArticleOrder) -> list[ColumnExpressionArgument[Any]]:
    """The columns to sort by; the last one leaves nothing to chance."""
    undated = Article.published_on.is_(None)
    columns: dict[ArticleOrder, list[ColumnExpressionArgument[Any]]] = {
        ArticleOrder.OLDEST: [undated, Article.published_on],
        ArticleOrder.NEWEST: [undated, Article.published_on.desc()],
        ArticleOrder.TITLE: [],
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
        .where(Article.project_id == project.id)
        .group_by(Article.language)
        .order_by(func.count().desc(), Article.language)
        .limit(1)
    )
    return session.scalars(counted).one_or_none() or ENGLISH
