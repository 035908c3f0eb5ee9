"""Several articles get an outlet, a date, a warning in one act, and lose it in one."""

import re
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.databases import BOTH
from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.articles.pages.articles import ForSeveral
from webapp.articles.queries.together import act_to_take_back
from webapp.articles.services.together import change_together
from webapp.database import Database
from webapp.journal.refusals import CannotTakeBack, SomeChanged, Unchanged
from webapp.journal.undoing import undo
from webapp.models import Article, Event, Membership
from webapp.rules.actions import ObjectKind

pytestmark = pytest.mark.on(*BOTH)
WANTED = ForSeveral(
    outlet="The Paper", sets_date=True, published_on=date(2020, 8, 16), is_sensitive=True
)


def fill(session: Session) -> tuple[Membership, list[Article]]:
    """A manager and two articles, the first of them with a claim."""
    project = make_project(session)
    (mona,) = join(session, project, "mona")
    articles = [
        make_article(session, project, title="First", published_on=date(2020, 8, 1)),
        make_article(session, project, title="Second", outlet="The Post"),
    ]
    make_claim(session, articles[0])
    return mona, articles


def seen(articles: list[Article]) -> dict[str, int]:
    """The articles as they stand."""
    return {article.public_id: article.version for article in articles}


def test_all_get_it_in_one_event(database: Database) -> None:
    with database.transaction() as session:
        # given
        mona, articles = fill(session)

        # when
        change_together(session, mona, seen=seen(articles), wanted=WANTED)

        # then
        assert {one.folded_outlet for one in articles} == {"the paper"}
        assert {str(one.published_on) for one in articles} == {"2020-08-16"}
        assert all(one.is_sensitive for one in articles)
        actions = [one.action for one in session.scalars(select(Event))]
        assert actions == ["details of several articles changed"]


def test_one_undo_takes_it_back_from_all(database: Database) -> None:
    with database.transaction() as session:
        # given
        mona, articles = fill(session)
        first = change_together(session, mona, seen=seen(articles), wanted=WANTED)[0]

        # when
        undo(session, mona, ObjectKind.ARTICLE, first.public_id)

        # then
        assert [one.outlet for one in articles] == ["", "The Post"]
        assert [one.published_on for one in articles] == [date(2020, 8, 1), None]
        assert not any(one.is_sensitive for one in articles)
        assert articles[0].claims[0].reading_key == articles[0].reading_key
        assert act_to_take_back(session, mona, first.public_id) is None


def test_what_somebody_changed_since_keeps_the_act_and_nothing_changes(database: Database) -> None:
    with database.transaction() as session:
        # given
        mona, articles = fill(session)
        first = change_together(session, mona, seen=seen(articles), wanted=WANTED)[0]
        articles[1].outlet = "The Times"
        session.flush()

        # when
        with pytest.raises(CannotTakeBack, match="one of these was changed or withdrawn since"):
            undo(session, mona, ObjectKind.ARTICLE, first.public_id)

        # then
        assert [one.outlet for one in articles] == ["The Paper", "The Times"]


def test_an_article_that_was_changed_meanwhile_is_named(database: Database) -> None:
    with database.transaction() as session:
        # given
        mona, articles = fill(session)
        versions = seen(articles)
        articles[1].title = "Third"
        session.flush()

        # when / then
        with pytest.raises(SomeChanged, match="Somebody changed “Third” meanwhile"):
            change_together(session, mona, seen=versions, wanted=WANTED)


def test_nothing_to_change_is_refused(database: Database) -> None:
    with database.transaction() as session:
        # given
        mona, articles = fill(session)

        # when / then
        with pytest.raises(Unchanged, match="Say what is to be changed"):
            change_together(session, mona, seen=seen(articles), wanted=ForSeveral())


def test_the_pages_go_there_and_back(database: Database, sign_in: SignIn) -> None:
    # given
    with database.transaction() as session:
        home = f"/projects/{fill(session)[0].project.public_id}/articles"
    mona = sign_in("mona")
    chosen = re.findall(r'name="chosen" value="([^"]+)"', mona.get(f"{home}/").text)

    # when
    page = mona.get(f"{home}/together", query_string={"chosen": chosen})
    fields = {"chosen": chosen, "count": "2", "outlet": "The Paper"}
    answer = mona.post(f"{home}/together", data=fields, follow_redirects=True)

    # then
    assert "Change 2 articles" in page.text
    assert "Details of 2 articles changed." in answer.text

    # when
    (way_back,) = re.findall(r'action="([^"]+/undo-together)"', answer.text)
    answer = mona.post(way_back, data={}, follow_redirects=True)

    # then
    assert "Taken back: 2 articles stand as they did." in answer.text


def test_what_is_typed_and_said_to_be_unknown_is_refused(
    database: Database, sign_in: SignIn
) -> None:
    # given
    with database.transaction() as session:
        home = f"/projects/{fill(session)[0].project.public_id}/articles"
    mona = sign_in("mona")
    chosen = re.findall(r'name="chosen" value="([^"]+)"', mona.get(f"{home}/").text)

    # when
    fields = {"chosen": chosen, "count": "2", "outlet": "The Paper", "is_outlet_unknown": "y"}
    answer = mona.post(f"{home}/together", data=fields)

    # then
    assert answer.status_code == 422
    assert "Type an outlet, or say that it is not known." in answer.text
