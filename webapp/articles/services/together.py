"""Changing what is known about several articles in one act, which is taken back as one."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from webapp.articles.pages.articles import ForSeveral
from webapp.articles.queries.together import articles_named
from webapp.errors import NotFound
from webapp.journal.recording import recorded
from webapp.journal.refusals import SomeChanged, Unchanged
from webapp.models import Article, Membership
from webapp.rules.actions import Action


def change_together(
    session: Session, by: Membership, *, seen: Mapping[str, int], wanted: ForSeveral
) -> list[Article]:
    """Give these articles the same outlet, date or warning: all as they were seen, or none."""
    if wanted.is_nothing:
        raise Unchanged(
            "Say what is to be changed: the outlet, the date, or whether they are sensitive."
        )
    articles = articles_named(session, by.project, seen)
    if not articles or len(articles) < len(seen):
        raise NotFound("Some of these articles are gone. Nothing was changed: choose again.")
    with recorded(session, by, Action.ARTICLES_CHANGED, *articles):
        changed = [one for one in articles if one.version != seen[one.public_id]]
        if changed:
            raise SomeChanged([f"“{one.shown_title}”" for one in changed])
        for article in articles:
            _change(article, wanted)
    return articles


def _change(article: Article, wanted: ForSeveral) -> None:
    if wanted.outlet is not None:
        article.outlet = wanted.outlet
    if wanted.sets_date:
        article.published_on = wanted.published_on
    if wanted.is_sensitive is not None:
        article.is_sensitive = wanted.is_sensitive
