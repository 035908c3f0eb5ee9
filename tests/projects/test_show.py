"""The first page of a project, by role: what is to be done or read, and what happened last."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.making import make_annotation, make_article, make_claim, make_dispute
from tests.people import SignIn
from tests.projects.conftest import Place
from webapp.database import Database
from webapp.models import Membership, Project
from webapp.rules.queue import next_claim_or_none
from webapp.vocabulary import AnnotationState, ClaimState, Role

Read = Callable[[FlaskClient], str]


@pytest.fixture
def read(place: Place) -> Read:
    """The words of the page, as somebody reads them."""

    def words(client: FlaskClient) -> str:
        answer = client.get(place.path)
        assert answer.status_code == 200
        return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())

    return words


@pytest.fixture
def begun(place: Place, database: Database) -> None:
    """Two people tag each claim: of three, one is complete and one begun by otto."""
    place.add("otto")
    place.add("vera", Role.VIEWER)
    place.add("judy", Role.ADJUDICATOR)
    with database.transaction() as session:
        project = session.get_one(Project, place.membership("otto").project_id)
        project.annotators_per_claim = 2
        otto = session.get_one(Membership, place.membership("otto").id).user
        mona = session.get_one(Membership, place.membership("mona").id).user
        article = make_article(session, project, title="A death in Minsk")
        complete = make_claim(session, article, state=ClaimState.ACCEPTED)
        make_annotation(session, complete, otto)
        make_annotation(session, complete, mona)
        make_annotation(session, make_claim(session, article), otto)
        make_claim(session, article, content=["he was shot"])
        make_dispute(session, project, question="How did he die?")


@pytest.mark.usefixtures("begun")
def test_managers_see_how_far_the_articles_are(place: Place, read: Read) -> None:
    # when
    words = read(place.manager)

    # then
    assert "1 of 3 claims complete, 1 begun : a claim is complete when 2 people" in words
    assert "A death in Minsk" in words
    assert words.count("1 of 3 claims complete, 1 begun") == 2
    assert "by you" not in words


@pytest.mark.usefixtures("begun")
def test_adjudicators_see_the_disputes_too(sign_in: SignIn, read: Read) -> None:
    # when
    words = read(sign_in("judy"))

    # then
    assert "1 of 3 claims complete, 1 begun" in words
    assert "How did he die?" in words
    assert "Settings" not in words


@pytest.mark.usefixtures("begun")
def test_those_who_see_to_it_read_what_waits_for_whom_and_managers_act(
    place: Place, sign_in: SignIn, read: Read
) -> None:
    # given
    judy, otto = sign_in("judy"), place.membership("otto").pseudonym

    # then
    assert f"2 claims short of an answer Otto ({otto}) Assign…" in read(place.manager)
    assert f"2 claims short of an answer {otto} –" in read(judy)
    for reader, name in ((place.manager, f"Otto ({otto})"), (judy, otto)):
        words = read(reader)
        assert f"{name} Annotator 2 of 3 0 0 1" in words
        assert (
            "By rule What all agree on is settled; the rest goes to adjudicators 1 settled" in words
        )
        assert "1 of 3 claims complete; over time as a table below" in words
        assert "Vera" not in words


@pytest.mark.usefixtures("begun")
def test_nobody_else_reads_who_is_waited_for(sign_in: SignIn, read: Read) -> None:
    for name in ("otto", "vera"):
        words = read(sign_in(name))
        assert "short of an answer" not in words
        assert "By person" not in words
        assert "settled by hand" not in words


@pytest.mark.usefixtures("begun")
def test_annotators_see_their_next_claim_and_what_is_left_for_them(
    sign_in: SignIn, read: Read
) -> None:
    # when
    words = read(sign_in("otto"))

    # then
    assert "he was shot" in words
    assert "1 claim is left for you You have submitted tags for 2 of 3 claims." in words
    assert "complete" not in words


@pytest.mark.usefixtures("begun")
def test_whoever_has_nothing_left_is_told_so(
    place: Place, sign_in: SignIn, read: Read, database: Database
) -> None:
    # given
    with database.transaction() as session:
        otto = session.get_one(Membership, place.membership("otto").id)
        claim = next_claim_or_none(session, otto.project, otto.user)
        assert claim is not None
        make_annotation(session, claim, otto.user, state=AnnotationState.SKIPPED)

    # when
    words = read(sign_in("otto"))

    # then
    assert "Nothing is left for you" in words
    assert "2 of 3 claims, and skipped 1." in words
    assert "Review the next claim" not in words


@pytest.mark.usefixtures("begun")
def test_readers_see_the_disputes_first_and_nothing_to_do(sign_in: SignIn, read: Read) -> None:
    # when
    words = read(sign_in("vera"))

    # then
    assert words.index("How did he die?") < words.index("1 article , to be read whole")
    assert "Review the next claim" not in words
    assert "complete" not in words
    assert "you have submitted" not in words.lower()


def test_the_articles_come_in_pages(place: Place, read: Read, database: Database) -> None:
    # given
    with database.transaction() as session:
        project = session.get_one(Project, place.membership("mona").project_id)
        for number in range(11):
            make_article(session, project, title=f"Day {number}", text=f"He said {number}.")

    # when
    page = place.manager.get(f"{place.path}?page=2").text

    # then
    assert "Page 2 of 2" in page
    by_article = page.partition('id="by-article"')[2].partition("</section>")[0]
    assert by_article.count('<th scope="row"><a') == 1


def test_a_new_project_leads_its_manager_to_the_import(place: Place) -> None:
    # when
    page = place.manager.get(place.path).text

    # then
    assert f'href="{place.path}articles/import">Import the first articles</a>' in page


def test_a_new_project_tells_the_others_who_comes_first(place: Place, sign_in: SignIn) -> None:
    # given
    place.add("anna", Role.ANNOTATOR)

    # when
    page = sign_in("anna").get(place.path).text

    # then
    assert "A manager imports the first articles." in page
    assert "/import" not in page


def test_managers_import_more_from_the_first_page(place: Place, database: Database) -> None:
    # given
    with database.transaction() as session:
        make_claim(
            session,
            make_article(session, session.get_one(Project, place.membership("mona").project_id)),
        )

    # when
    page = place.manager.get(place.path).text

    # then
    assert f'href="{place.path}articles/import">Import articles</a>' in page


def test_managers_alone_are_led_to_the_settings(place: Place, sign_in: SignIn) -> None:
    # given
    place.add("vera", Role.VIEWER)

    # when / then
    assert "/settings" in place.manager.get(place.path).text
    assert "/settings" not in sign_in("vera").get(place.path).text


def test_the_list_of_projects_leads_here(place: Place) -> None:
    assert f'href="{place.path}"' in place.manager.get("/").text
