"""The help: five lines for each role, with the words and the keys."""

import pytest

from tests.making import make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.vocabulary import Role

PEOPLE = ("vera", "anna", "judy", "mona")


@pytest.fixture
def home(database: Database) -> str:
    """A project with a member of every role."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, *PEOPLE)
        return f"/projects/{project.public_id}"


@pytest.mark.parametrize(("person", "role"), list(zip(PEOPLE, Role, strict=True)))
def test_everybody_first_meets_the_help_for_their_own_role(
    sign_in: SignIn, home: str, person: str, role: Role
) -> None:
    # when
    page = sign_in(person).get(f"{home}/help/").text

    # then
    assert f"<h1>Help for {role.label.lower()}s</h1>" in page
    assert page.count("<li><b>") == 5


@pytest.mark.parametrize("role", Role)
def test_the_help_for_every_role_names_the_words(sign_in: SignIn, home: str, role: Role) -> None:
    # when
    page = sign_in("vera").get(f"{home}/help/?role={role}").text

    # then
    assert f"<h1>Help for {role.label.lower()}s</h1>" in page
    assert all(f"<dt>{word}</dt>" in page for word in ("Claim", "Source", "Cue", "Account"))


def test_the_keys_are_those_of_the_review_page(sign_in: SignIn, home: str) -> None:
    # given
    annotator = sign_in("anna")

    # when
    tagging, reading = (
        annotator.get(f"{home}/help/?role={role}").text for role in (Role.ANNOTATOR, Role.VIEWER)
    )

    # then
    assert "<kbd>Q</kbd> to <kbd>I</kbd>" in tagging
    assert "<kbd>" not in reading


def test_a_role_that_there_is_not_shows_ones_own(sign_in: SignIn, home: str) -> None:
    # when
    page = sign_in("vera").get(f"{home}/help/?role=keeper").text

    # then
    assert "<h1>Help for viewers</h1>" in page


def test_the_help_leads_nobody_to_a_page_that_refuses_them(sign_in: SignIn, home: str) -> None:
    # when
    of_viewer = sign_in("vera").get(f"{home}/help/?role=manager").text
    of_manager = sign_in("mona").get(f"{home}/help/").text

    # then
    assert f"{home}/settings" not in of_viewer
    assert f"{home}/settings" in of_manager
