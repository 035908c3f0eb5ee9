"""All articles of a project are split again by a job."""

import pytest
from sqlalchemy import select

from tests.making import make_article, make_claim, make_project
from tests.people import SignIn, join
from webapp.attribution import Engine
from webapp.database import Database
from webapp.models import Article, Claim, Event
from webapp.vocabulary import ClaimState
from webapp.workers.running import HereAndNow, run_all

STORY = "The government said that he was killed by a device. His partner says he was shot."


@pytest.fixture
def home(database: Database) -> str:
    """A project of Mona's with two articles that were never split; one has an accepted claim."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "mona")
        article = make_article(session, project, engine_version="")
        make_claim(session, article, state=ClaimState.ACCEPTED)
        make_article(session, project, text=STORY, engine_version="")
        return f"/projects/{project.public_id}"


def test_every_article_is_split_and_what_people_accepted_stays(
    database: Database, sign_in: SignIn, home: str
) -> None:
    # given
    mona = sign_in("mona")
    page = mona.get(f"{home}/claims/split-all-again").text

    # when
    answer = mona.post(f"{home}/claims/split-all-again", data={"count": "2"})
    run_all(database, HereAndNow(Engine()))

    # then
    assert "Split 2 articles again" in page
    shown = mona.get(answer.headers["Location"]).text
    assert "Splitting 2 articles again" in shown
    assert "It is done." in shown
    with database.reading() as session:
        states = session.scalars(select(Claim.state)).all()
        assert states.count(ClaimState.ACCEPTED) == 1
        assert states.count(ClaimState.PROPOSED) > 1
        assert set(session.scalars(select(Article.engine_version))) == {Engine().version}
        events = session.scalars(select(Event).where(Event.action == "article split again")).all()
        assert len(events) == 2


def test_it_is_asked_for_once_at_a_time(database: Database, sign_in: SignIn, home: str) -> None:
    # given
    mona = sign_in("mona")
    mona.post(f"{home}/claims/split-all-again", data={"count": "2"})

    # when
    answer = mona.post(f"{home}/claims/split-all-again", data={"count": "2", "more": "x"})

    # then
    assert "They are being split again already" in answer.text


def test_articles_that_came_meanwhile_are_told_of_first(sign_in: SignIn, home: str) -> None:
    # when
    answer = sign_in("mona").post(f"{home}/claims/split-all-again", data={"count": "1"})

    # then
    assert "Articles have come or gone meanwhile." in answer.text
    assert "Split 2 articles again" in answer.text
