"""Splitting the articles of a project again, by a job: what people have judged stays."""

from __future__ import annotations

from sqlalchemy.orm import Session, undefer

from webapp.attribution import Split
from webapp.attribution.text.spans import TextSpan
from webapp.claims.queries.articles import articles_to_split
from webapp.claims.services.splitting_again import split_again
from webapp.errors import Refusal
from webapp.models import Article, Job, JobChunk, Membership
from webapp.models.article import intact
from webapp.rules.articles import Withdrawn
from webapp.rules.jobs import Part, add_job, asker_of, is_running
from webapp.vocabulary import JobKind


def split_all_again(session: Session, by: Membership, *, seen_count: int) -> Job:
    """Have workers split every article again that the engine can; refuses where those changed."""
    articles = articles_to_split(session, by.project)
    if not articles:
        raise Refusal("There is no article that could be split again.")
    if is_running(session, by.project, JobKind.SPLIT_AGAIN):
        raise Refusal("They are being split again already: see the project’s jobs.")
    if len(articles) != seen_count:
        raise Refusal("Articles have come or gone meanwhile. Look at their number, then go on.")
    parts = [Part(article.shown_title, article) for article in articles]
    kind = JobKind.SPLIT_AGAIN
    job, _ = add_job(session, by.user, project=by.project, kind=kind, parts=parts)
    return job


def text_to_split(session: Session, chunk: JobChunk) -> tuple[str, tuple[TextSpan, ...]]:
    """The text of a chunk's article, and what is no prose in it."""
    article = _article(session, chunk)
    return article.text, article.dimmed


def split_chunk(session: Session, chunk: JobChunk, split: Split) -> int:
    """Put the fresh proposals of a chunk's article in place; gives how many came."""
    by = asker_of(session, chunk.job)
    return split_again(session, by, article=_article(session, chunk), split=split).added_count


def _article(session: Session, chunk: JobChunk) -> Article:
    article = session.get_one(Article, chunk.article_id, options=[undefer(Article.text)])
    if article.is_withdrawn:
        raise Withdrawn
    return intact(article)
