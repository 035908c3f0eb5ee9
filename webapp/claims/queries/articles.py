"""Which articles of a project can be split again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Article, Project
from webapp.rules.articles import by_date, is_in_work


def articles_to_split(session: Session, project: Project) -> Sequence[Article]:
    """Those in the work that the engine can read, or that somebody has had it read already."""
    rows = session.scalars(
        select(Article).where(Article.project_id == project.id, *is_in_work()).order_by(*by_date())
    )
    return [article for article in rows if not article.is_passed_over]
