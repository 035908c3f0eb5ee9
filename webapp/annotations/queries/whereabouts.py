"""Where in the project one article stands, and what one person has done today."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.annotations.pages import Whereabouts
from webapp.models import Annotation, Article, Membership
from webapp.models.base import utc_now
from webapp.rules.articles import is_in_work


def whereabouts_of(session: Session, viewer: Membership, article: Article) -> Whereabouts:
    """The article among those of the project, and the viewer's submissions of this day in UTC."""
    is_listed = Article.project_id == article.project_id, *is_in_work()
    articles = select(func.count()).where(*is_listed)
    upto = articles.where(Article.reading_key <= article.reading_key)
    today = datetime.combine(utc_now().date(), time.min, utc_now().tzinfo)
    done = select(func.count()).where(
        Annotation.project_id == article.project_id,
        Annotation.user_id == viewer.user_id,
        Annotation.submitted_at >= today,
    )
    counted = (query.scalar_subquery() for query in (upto, articles, done))
    return Whereabouts(*session.execute(select(*counted)).one())
