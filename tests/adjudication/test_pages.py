"""Adjudicators find what waits, see the answers beside one another, and settle it."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.adjudication.pages import Place, letter_of, make_place
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Adjudication, Claim, Project
from webapp.vocabulary import AnnotationState, ClaimState, FinalBy


@pytest.fixture
def place(database: Database) -> Place:
    return make_place(database)


@pytest.fixture
def judy(place: Place, sign_in: SignIn) -> FlaskClient:
    return sign_in("judy")


def claim_of(database: Database, public_id: str) -> Claim:
    with database.reading() as session:
        return session.scalars(select(Claim).where(Claim.public_id == public_id)).one()


def test_the_queue_shows_the_worst_first_and_why_each_waits(
    judy: FlaskClient, place: Place
) -> None:
    # when
    page = judy.get(f"{place.base}/adjudication").text

    # then
    order = [page.index(place.settle(one)) for one in (place.worst, place.lesser, place.doubted)]
    assert order == sorted(order)
    assert place.settle(place.agreed) not in page
    assert "3 claims wait for an adjudicator, worst first" in page
    assert "differ on type, stance, status" in page
    assert "passed by as “not a claim” by 1 annotator" in page


def test_the_menu_says_how_many_wait_and_annotators_have_no_such_entry(
    judy: FlaskClient, place: Place, sign_in: SignIn
) -> None:
    # when
    own, theirs = (one.get(f"{place.base}/help/").text for one in (judy, sign_in("anna")))

    # then
    assert re.search(
        r'Settle <span class="count" data-fresh="waiting">3<span[^>]*>\s*claims wait</span>', own
    )
    assert f"{place.base}/adjudication" not in theirs
    assert sign_in("anna").get(f"{place.base}/adjudication").status_code == 403


def test_answers_stand_beside_one_another_under_letters(judy: FlaskClient, place: Place) -> None:
    # when
    page = judy.get(place.settle(place.worst)).text

    # then
    assert "Both say:" in page
    assert "source <bdi>The government</bdi>" in page
    assert "Answer A" in page
    assert "Answer B" in page
    assert "1 of 2" in page
    assert "1 of 3</b>, worst first" in page


def test_names_are_shown_where_they_are_asked_for_and_the_project_allows_it(
    judy: FlaskClient, place: Place, database: Database
) -> None:
    # given
    with database.reading() as session:
        project = session.scalars(select(Project)).one()
        pseudonyms = [one.pseudonym for one in project.memberships[:2]]

    # then
    plain, named = (judy.get(place.settle(place.worst) + part).text for part in ("", "?names=on"))
    assert [name in plain for name in pseudonyms] == [False, False]
    assert [name in named for name in pseudonyms] == [True, True]

    # when
    with database.transaction() as session:
        session.scalars(select(Project)).one().shows_names = False

    # then
    page = judy.get(place.settle(place.worst) + "?names=on").text
    assert [name in page for name in pseudonyms] == [False, False]
    assert "Show names" not in page


def test_a_button_fills_the_form_from_an_answer_and_saves_nothing(
    judy: FlaskClient, place: Place, database: Database
) -> None:
    # given
    letter = letter_of(database, place.worst, "query")

    # when
    answer = judy.post(
        place.settle(place.worst) + f"?adopt={letter}",
        data=place.form(step="take_proposals", stance="", reason="other"),
    )

    # then
    assert answer.status_code == 200
    assert f"Filled from {letter}, not saved yet" in answer.text
    assert re.search(r'value="query"[^>]* checked', answer.text)
    assert re.search(r'value="other" selected', answer.text)
    with database.reading() as session:
        assert session.scalars(select(Adjudication)).all() == []


def test_settling_leads_to_the_next_claim_and_offers_to_take_it_back(
    judy: FlaskClient, place: Place, database: Database
) -> None:
    # when
    answer = judy.post(place.settle(place.worst), data=place.form())

    # then
    assert answer.status_code == 303
    assert answer.location.endswith(place.settle(place.lesser))
    assert claim_of(database, place.worst).final_by == FinalBy.ADJUDICATED
    assert "settled." in judy.get(answer.location).text

    # when
    back = judy.post(f"{place.base}/undo")

    # then
    assert back.location.endswith(place.settle(place.worst))
    assert claim_of(database, place.worst).final_by == FinalBy.UNRESOLVED


def test_what_is_missing_is_said_and_what_was_chosen_stays(judy: FlaskClient, place: Place) -> None:
    # when
    answer = judy.post(place.settle(place.worst), data=place.form(reason="", note="typed"))

    # then
    assert answer.status_code in (400, 422)
    assert "Say why the answers differed." in answer.text
    assert "typed" in answer.text


def test_a_draft_is_left_and_filled_in_again(
    judy: FlaskClient, place: Place, database: Database
) -> None:
    # when
    judy.post(place.settle(place.worst), data=place.form(step="draft_next", note="typed"))

    # then
    page = judy.get(place.settle(place.worst)).text
    assert "typed" in page
    assert "Left for later by" in page
    with database.reading() as session:
        assert session.scalars(select(Adjudication)).one().state == AnnotationState.DRAFT


def test_a_doubted_claim_is_marked_from_its_page_and_leaves_the_queue(
    judy: FlaskClient, place: Place, database: Database
) -> None:
    # given
    page = judy.get(place.settle(place.doubted)).text
    assert "Passed by: <b>not a claim</b>" in page

    # when
    version = str(claim_of(database, place.doubted).version)
    answer = judy.post(
        f"{place.base}/claims/{place.doubted}/not-a-claim",
        data={"version": version, "settles": "on"},
    )

    # then
    assert answer.location.endswith(f"{place.base}/adjudication")
    assert claim_of(database, place.doubted).state == ClaimState.NOT_A_CLAIM
    assert place.settle(place.doubted) not in judy.get(answer.location).text


def test_an_answer_goes_back_with_a_reason_that_its_owner_reads(
    judy: FlaskClient, place: Place, database: Database, sign_in: SignIn
) -> None:
    # given
    letter = letter_of(database, place.worst, "query")

    # when
    answer = judy.post(
        f"{place.base}/claims/{place.worst}/reopen",
        data={
            "version": "0",
            "words": place.words,
            "answers": [letter],
            "because": "Read it again.",
        },
    )

    # then
    assert answer.location.endswith(place.settle(place.worst))
    with database.reading() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == place.worst)).one()
        back = next(one for one in claim.annotations if one.state == AnnotationState.DRAFT)
        username = back.user.username
    page = sign_in(username).get(f"{place.base}/claims/{place.worst}").text
    assert "Read it again." in page


def test_a_settled_claim_says_how_and_why_to_all_members_and_to_those_who_differed(
    judy: FlaskClient, place: Place, sign_in: SignIn, database: Database
) -> None:
    # given
    with database.reading() as session:
        project = session.scalars(select(Project)).one()
        answered = [one.user.username for one in project.memberships[:2]]

    # when
    judy.post(place.settle(place.worst), data=place.form(note="He says so."))

    # then
    for who in ("anna", "mona", *answered):
        page = sign_in(who).get(f"{place.base}/claims/{place.worst}").text
        assert "Settled by an adjudicator" in page
        assert "a slip" in page
        assert "He says so." in page


def test_the_page_that_settles_leads_to_what_was_said_about_the_claim(
    judy: FlaskClient, place: Place
) -> None:
    # given
    comments = f"{place.base}/claims/{place.worst}/comments"
    assert f'<a href="{comments}">Comment</a>' in judy.get(place.settle(place.worst)).text

    # when
    judy.post(comments, data={"text": "One claim or two?"})

    # then
    assert f'<a href="{comments}">1 comment</a>' in judy.get(place.settle(place.worst)).text
