"""Which articles print the same text, and which nearly the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, undefer

from webapp.articles.pages.copies import Nearly
from webapp.folding import folded
from webapp.models import Article, ArticleShingle, Project
from webapp.rules.articles import is_in_work
from webapp.similarity.copies import share_of

MOST_COMPARED = 5
"""How many candidates are read whole, those with most in common first."""


def is_same_outlet(one: str, other: str) -> bool:
    """One and the same, however it is written; two that are not known count as the same."""
    return folded(one) == folded(other)


def duplicate_or_none(printed: Iterable[Article], outlet: str) -> Article | None:
    """That of the articles of one text which the outlet has printed already."""
    return next((one for one in printed if is_same_outlet(one.outlet, outlet)), None)


def head_of(article: Article) -> Article:
    """The article of which this one is a copy, or itself."""
    return article.copy_of or article


def printed_texts(
    session: Session, project: Project, digests: Collection[str]
) -> dict[str, list[Article]]:
    """The project's articles with these texts, by digest, the first imported first."""
    found: dict[str, list[Article]] = {}
    for article in session.scalars(
        select(Article)
        .options(joinedload(Article.copy_of))
        .where(Article.project_id == project.id, Article.text_sha256.in_(digests))
        .order_by(Article.id)
    ):
        found.setdefault(article.text_sha256, []).append(article)
    return found


def nearly_same_or_none(
    session: Session, project: Project, text: str, sketch: Sequence[int]
) -> Nearly | None:
    """The project's article that shares most with the text, where it is nearly the same."""
    common = func.count(ArticleShingle.number)
    candidates = (
        select(ArticleShingle.article_id)
        .join(Article, Article.id == ArticleShingle.article_id)
        .where(
            ArticleShingle.project_id == project.id,
            ArticleShingle.number.in_(sketch),
            *is_in_work(),
        )
        .group_by(ArticleShingle.article_id)
        .order_by(common.desc(), ArticleShingle.article_id)
        .limit(MOST_COMPARED)
    )
    articles = session.scalars(
        select(Article)
        .options(undefer(Article.text), joinedload(Article.copy_of))
        .where(Article.id.in_(session.scalars(candidates).all()))
        .order_by(Article.id)
    )
    found = [Nearly(article, percent_of(text, article.text)) for article in articles]
    return max((one for one in found if one.percent), key=lambda one: one.percent, default=None)


def percent_of(one: str, other: str) -> int:
    """How much of the longer text both have, in percent of its words."""
    return int(100 * share_of(one, other))
