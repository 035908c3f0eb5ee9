"""Which article of the project it is, and how much was done today."""

from sqlalchemy.orm import Session

from tests.making import make_article, make_member, make_project
from webapp.annotations.queries.whereabouts import whereabouts_of
from webapp.models.base import utc_now


def test_articles_that_are_withdrawn_are_not_counted(session: Session) -> None:
    # given
    project = make_project(session)
    first, second = sorted(
        (make_article(session, project), make_article(session, project)),
        key=lambda article: article.reading_key,
    )
    viewer = make_member(session, project)
    before = whereabouts_of(session, viewer, second)

    # when
    first.withdrawn_at, first.withdrawn_because = utc_now(), "Taken back."
    session.flush()

    # then
    after = whereabouts_of(session, viewer, second)
    assert (before.article, before.article_count) == (2, 2)
    assert (after.article, after.article_count) == (1, 1)
