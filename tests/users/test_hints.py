"""Hints of pages: closed for good by their person, and shown again when asked for."""

import pytest
from sqlalchemy import select

from tests.making import make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Event, User
from webapp.rules.actions import Action
from webapp.vocabulary import Hint

CLOSE = "/account/hints/close"
BUTTON = "Close this hint for good"


@pytest.fixture
def home(database: Database) -> str:
    """A project of Mona, who manages it, and Ben."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "mona", "ben")
        return f"/projects/{project.public_id}"


PAGES = {
    Hint.PROJECT: "/",
    Hint.ARTICLES: "/articles/",
    Hint.CLAIMS: "/claims/",
    Hint.DISPUTES: "/disputes/",
    Hint.SOURCES: "/sources/",
    Hint.AGREEMENT: "/agreement/",
    Hint.EXPORT: "/export/",
    Hint.CODEBOOK: "/codebook/",
    Hint.MEMBERS: "/members",
    Hint.HISTORY: "/history/",
}


@pytest.mark.parametrize("hint", PAGES)
def test_a_page_says_what_it_is_for_until_that_is_closed(
    sign_in: SignIn, home: str, hint: Hint
) -> None:
    # given
    mona = sign_in("mona")
    page = home + PAGES[hint]
    before = mona.get(page).text

    # when
    answer = mona.post(f"{CLOSE}?next={page}", data={"hint": hint.value})

    # then
    assert BUTTON in before
    assert answer.headers["Location"] == page
    assert BUTTON not in mona.get(page).text


def test_a_hint_is_closed_on_its_page_and_for_its_person_alone(sign_in: SignIn, home: str) -> None:
    # given
    mona, ben = sign_in("mona"), sign_in("ben")

    # when
    mona.post(CLOSE, data={"hint": "claims"})

    # then
    assert BUTTON in mona.get(f"{home}/disputes/").text
    assert BUTTON in ben.get(f"{home}/claims/").text


def test_closing_a_hint_twice_is_one_change(sign_in: SignIn, home: str, database: Database) -> None:
    # given
    mona = sign_in("mona")

    # when
    for _ in range(2):
        mona.post(CLOSE, data={"hint": "claims"})

    # then
    with database.reading() as session:
        user = session.scalars(select(User).where(User.username == "mona")).one()
        changes = session.scalars(select(Event).where(Event.action == Action.SETTINGS_CHANGED))
        assert user.closed_hints == ["claims"]
        assert len(changes.all()) == 1


def test_all_hints_come_back_when_the_person_asks_for_them(sign_in: SignIn, home: str) -> None:
    # given
    mona = sign_in("mona")
    mona.post(CLOSE, data={"hint": "claims"})
    offer = mona.get("/account").text

    # when
    mona.post("/account/hints/show")

    # then
    assert "You have closed 1 hint for good." in offer
    assert BUTTON in mona.get(f"{home}/claims/").text
    assert "Show all hints again" not in mona.get("/account").text


@pytest.mark.parametrize("hint", ["", "everything", "claims\n"])
def test_what_is_no_hint_cannot_be_closed(sign_in: SignIn, home: str, hint: str) -> None:
    assert sign_in("mona").post(CLOSE, data={"hint": hint}).status_code == 404


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "/nowhere"])
def test_a_closed_hint_leads_to_our_own_pages_alone(
    sign_in: SignIn, home: str, target: str
) -> None:
    # when
    answer = sign_in("mona").post(f"{CLOSE}?next={target}", data={"hint": "claims"})

    # then
    assert answer.headers["Location"] == "/"
