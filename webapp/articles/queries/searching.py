"""Searching the texts of articles: which have every word, and in which sentences.

The folded texts are read once, one after the other, in the database; only the texts of the page
that is shown are read here, and of those only until enough sentences are found.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from webapp.articles.pages.searching import FoundArticle
from webapp.articles.queries.hits import hits_in
from webapp.folding import search_words
from webapp.markup.paging import Paged, page_of_rows
from webapp.models import Article, Project
from webapp.models.article import intact
from webapp.rules.articles import by_date, is_in_work
from webapp.rules.words import contains

PAGE_SIZE = 10


def articles_with(
    session: Session, project: Project, typed: str, number: int
) -> Paged[FoundArticle]:
    """One page of the articles in the work in whose texts every word stands, in reading order."""
    words = search_words(typed)
    asked = (contains(Article.folded_text, word) for word in words)
    query = select(Article.id).where(Article.project_id == project.id, *is_in_work(), *asked)
    keys = session.scalars(query.order_by(*by_date())).all() if words else []
    page = page_of_rows(keys, number, PAGE_SIZE)
    rows = session.scalars(
        select(Article).options(undefer(Article.text)).where(Article.id.in_(page.rows))
    )
    found = {one.id: FoundArticle(one, hits_in(intact(one).text, words)) for one in rows}
    return page.showing([found[key] for key in page.rows])
