"""Which articles print the same text, and which nearly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, joinedload, undefer

from webapp.folding import folded
from webapp.models import Article, ArticleShingle, Project, StagedArticle
from webapp.similarity.copies import share_of, sketch_of

MOST_COMPARED = 5
"""How many candidates are read whole, those with most in common first."""


@dataclass(frozen=True)
class Nearly:
    """An article that is nearly the same as a text."""

    article: Article
    percent: int
    """Of the longer text's words, those that both have."""

    @property
    def words(self) -> str:
        """Which article, and how much of it is the same."""
        return f"{named(self.article)}: {self.percent} % of the words"


def named(article: Article) -> str:
    """The title, with the outlet where it is known."""
    return f"“{article.title}” ({article.outlet})" if article.outlet else f"“{article.title}”"


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


def add_shingles(session: Session, article: Article) -> None:
    """Store the sketch of a new article's text."""
    session.execute(insert(ArticleShingle), _shingles(article))


def add_missing_shingles(session: Session, project: Project) -> None:
    """Store the sketches of articles that came in by another way than an import."""
    has_some = select(ArticleShingle.number).where(ArticleShingle.article_id == Article.id).exists()
    missing = select(Article.id).where(Article.project_id == project.id, ~has_some)
    for article_id in session.scalars(missing.order_by(Article.id)).all():
        article = session.get_one(Article, article_id, options=[undefer(Article.text)])
        add_shingles(session, article)
        session.expire(article, ["text"])


def nearly_same_or_none(
    session: Session, project: Project, text: str, sketch: Sequence[int]
) -> Nearly | None:
    """The project's article that shares most with the text, where it is nearly the same."""
    common = func.count(ArticleShingle.number)
    candidates = (
        select(ArticleShingle.article_id)
        .where(ArticleShingle.project_id == project.id, ArticleShingle.number.in_(sketch))
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
    found = [Nearly(article, _percent(text, article.text)) for article in articles]
    return max((one for one in found if one.percent), key=lambda one: one.percent, default=None)


def note_nearly_same(
    session: Session,
    project: Project,
    rows: Sequence[StagedArticle],
    above: Sequence[StagedArticle],
) -> None:
    """Note for each text what it is nearly the same as: in the project, else above it."""
    earlier = {row.public_id: (row, frozenset(row.shingles)) for row in above}
    for row in rows:
        if not row.text:
            continue
        row.shingles = sketch_of(row.text)
        nearly = nearly_same_or_none(session, project, row.text, row.shingles)
        staged, percent = _nearest(row, earlier)
        is_nearer = nearly is not None and nearly.percent >= percent
        row.nearly_article = nearly.article if nearly and is_nearer else None
        row.nearly_staged = "" if is_nearer or staged is None else staged.public_id
        row.nearly_percent = nearly.percent if nearly and is_nearer else percent
        earlier[row.public_id] = (row, frozenset(row.shingles))


def _nearest(
    row: StagedArticle, earlier: dict[str, tuple[StagedArticle, frozenset[int]]]
) -> tuple[StagedArticle | None, int]:
    common = Counter(
        {name: len(shingles.intersection(row.shingles)) for name, (_, shingles) in earlier.items()}
    )
    nearest = [earlier[name][0] for name, count in common.most_common(MOST_COMPARED) if count]
    percent_of = partial(_percent, row.text)
    percents = {other.public_id: percent_of(other.text) for other in nearest}
    best = max(nearest, key=lambda other: percents[other.public_id], default=None)
    if best is None or not percents[best.public_id]:
        return None, 0
    return best, percents[best.public_id]


def _shingles(article: Article) -> list[dict[str, int]]:
    return [
        {"article_id": article.id, "project_id": article.project_id, "number": number}
        for number in sketch_of(article.text)
    ]


def _percent(one: str, other: str) -> int:
    return int(100 * share_of(one, other))
