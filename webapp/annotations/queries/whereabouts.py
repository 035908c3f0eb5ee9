"""Where in the project one article stands, and what else is counted for its page."""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import cache

from sqlalchemy import Integer, Select, bindparam, func, select
from sqlalchemy.orm import Session

from webapp.annotations.pages import Whereabouts
from webapp.annotations.queries.proposed_type import answers_for_type
from webapp.folding import folded
from webapp.models import Annotation, Article, Claim, Membership
from webapp.models.base import utc_now
from webapp.rules.articles import is_in_work
from webapp.rules.comments import comment_count
from webapp.rules.known_names import KnownName
from webapp.rules.places import is_given_to
from webapp.rules.viewers import read_by
from webapp.vocabulary import CodeField

NO_KEY = 0
"""No row has it."""


def whereabouts_of(
    session: Session,
    viewer: Membership,
    article: Article,
    claim: Claim | None = None,
    known: KnownName | None = None,
) -> Whereabouts:
    """The article among those of the project, and the viewer's submissions of this day in UTC.

    With it, in the same statement, whether the claim was given to the viewer, the comments on it
    that they may know of, and the answers that speak for the type of a name.
    """
    asked = {
        "project_id": article.project_id,
        "reading_key": article.reading_key,
        "user_id": viewer.user_id,
        "claim_id": claim.id if claim else NO_KEY,
        "today": datetime.combine(utc_now().date(), time.min, UTC),
        "named": folded(known.alias_of or known.name) if known else "",
        "source_types": viewer.project.counted_alike(
            CodeField.SOURCE_TYPE, known.source_type if known else ""
        ),
        **read_by(viewer),
    }
    query = _counted(sees_all_tags=viewer.sees_all_tags)
    return Whereabouts(*session.execute(query, asked).one())


@cache
def _counted(*, sees_all_tags: bool) -> Select[int, int, int, int, bool, int]:
    is_of_project = Article.project_id == bindparam("project_id")
    articles = select(func.count()).where(is_of_project, *is_in_work())
    upto = articles.where(Article.reading_key <= bindparam("reading_key"))
    done = select(func.count()).where(
        Annotation.project_id == bindparam("project_id"),
        Annotation.user_id == bindparam("user_id"),
        Annotation.submitted_at >= bindparam("today"),
    )
    counts = (query.scalar_subquery() for query in (upto, articles, done))
    given = is_given_to(bindparam("claim_id", type_=Integer), bindparam("user_id", type_=Integer))
    return select(
        *counts,
        answers_for_type(sees_all_tags=sees_all_tags),
        given,
        comment_count(sees_all_tags=sees_all_tags),
    )
