"""The sketches by which texts that are nearly the same are found, stored and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, undefer

from webapp.articles.queries.copies import MOST_COMPARED, nearly_same_or_none, percent_of
from webapp.models import Article, ArticleShingle, Project, StagedArticle, User
from webapp.similarity.copies import sketch_of


def add_shingles(session: Session, article: Article, sketch: Sequence[int]) -> None:
    """Store the sketch of an article's text."""
    place = {"article_id": article.id, "project_id": article.project_id}
    session.execute(insert(ArticleShingle), [{**place, "number": number} for number in sketch])


def add_missing_shingles(session: Session, project: Project) -> None:
    """Store the sketches of articles that came in by another way than an import."""
    has_some = select(ArticleShingle.number).where(ArticleShingle.article_id == Article.id).exists()
    missing = select(Article.id).where(Article.project_id == project.id, ~has_some)
    for article_id in session.scalars(missing.order_by(Article.id)).all():
        article = session.get_one(Article, article_id, options=[undefer(Article.text)])
        add_shingles(session, article, sketch_of(article.text))
        session.expire(article, ["text"])


def compare(session: Session, by: User, project: Project, rows: Sequence[StagedArticle]) -> None:
    """Note what texts that wait are nearly the same as: in the project, else above them."""
    add_missing_shingles(session, project)
    first = min((row.position for row in rows), default=0)
    above = session.scalars(
        select(StagedArticle)
        .options(undefer(StagedArticle.shingles))
        .where(
            StagedArticle.project_id == project.id,
            StagedArticle.user_id == by.id,
            StagedArticle.chunk_id.is_(None),
            StagedArticle.position <= first,
        )
        .order_by(StagedArticle.position, StagedArticle.id)
    ).all()
    note_nearly_same(session, project, rows, [one for one in above if one not in rows])


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
    share_with = partial(percent_of, row.text)
    percents = {other.public_id: share_with(other.text) for other in nearest}
    best = max(nearest, key=lambda other: percents[other.public_id], default=None)
    if best is None or not percents[best.public_id]:
        return None, 0
    return best, percents[best.public_id]
