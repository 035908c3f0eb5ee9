"""Articles that are changed together."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.journal.offered import act_or_none
from webapp.models import Article, Event, Membership, Project
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.articles import by_date

MOST_TOGETHER = 200
"""Articles of one act."""


def articles_named(session: Session, project: Project, ids: Collection[str]) -> list[Article]:
    """Those of the project's articles that have these public ids, in reading order."""
    named = Article.public_id.in_(list(ids)[: MOST_TOGETHER + 1])
    query = select(Article).where(Article.project_id == project.id, named)
    return list(session.scalars(query.order_by(*by_date())))


def act_to_take_back(session: Session, by: Membership, article_id: str) -> Event | None:
    """The member's act on several articles, this one the first, if it can be taken back."""
    return act_or_none(session, by, ObjectKind.ARTICLE, article_id, Action.ARTICLES_CHANGED)
