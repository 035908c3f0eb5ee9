"""Where in the project one article stands, and what one person has done today."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from webapp.annotations.pages import Whereabouts
from webapp.models import Annotation, Article, Membership
from webapp.models.base import utc_now
from webapp.rules.articles import is_in_work


def whereabouts_of(session: Session, viewer: Membership, article: Article) -> Whereabouts:
    """The article among those of the project, and the viewer's submissions of this day in UTC."""
    asked = {
        "project_id": article.project_id,
        "reading_key": article.reading_key,
        "user_id": viewer.user_id,
        "today": datetime.combine(utc_now().date(), time.min, UTC),
    }
    return Whereabouts(*session.execute(_counted(), asked).one())


@cache
def _counted() -> Select[int, int, int]:
    is_of_project = Article.project_id == bindparam("project_id")
    articles = select(func.count()).where(is_of_project, *is_in_work())
    upto = articles.where(Article.reading_key <= bindparam("reading_key"))
    done = select(func.count()).where(
        Annotation.project_id == bindparam("project_id"),
        Annotation.user_id == bindparam("user_id"),
        Annotation.submitted_at >= bindparam("today"),
    )
    return select(*(query.scalar_subquery() for query in (upto, articles, done)))
