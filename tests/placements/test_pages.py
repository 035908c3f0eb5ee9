"""Claims are placed, answered for and moved on the pages about a dispute."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.disputes.pages import Ids, place, words
from tests.making import make_dispute
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Placement, Project
from webapp.placements.queries import MOST_DISPUTES


def ask(database: Database, annotators: int) -> None:
    """How many people are asked about each claim."""
    with database.transaction() as session:
        session.scalars(select(Project)).one().annotators_per_claim = annotators


def test_an_annotators_answer_is_not_shown_to_the_others(
    anna: FlaskClient, ben: FlaskClient, vera: FlaskClient, ids: Ids
) -> None:
    # when
    mine = place(anna, ids, 0, 0, "query")
    pages = [browser.get(ids.dispute).text for browser in (ben, vera)]

    # then
    assert "query The government" in mine
    assert all("stance hidden The government" in words(page) for page in pages)
    assert not [page for page in pages if 'class="tag query"' in page or "1 query" in words(page)]


@pytest.mark.parametrize(("annotators", "is_open"), [(3, True), (2, False)])
def test_answers_that_agree_are_shown_to_all_once_none_is_missing(
    sign_in: SignIn, ids: Ids, database: Database, annotators: int, is_open: bool
) -> None:
    # given
    ask(database, annotators)
    place(sign_in("anna"), ids, 0, 0, "deny")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()

    # when
    path = f"{ids.dispute}/placements/{placement.public_id}"
    form = {"account": ids.accounts[0], "stance": "deny", "version": 1}
    sign_in("ben").post(path, data=form)

    # then
    settling, reading = (words(sign_in(name).get(ids.dispute).text) for name in ("judy", "vera"))
    assert "deny The government" in settling
    assert "stance unanimous; this name is proposed" in settling
    assert ("deny The government" not in reading) is is_open
    assert ("unanimous" not in reading) is is_open


def test_moving_a_claim_is_choosing_another_account(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judy, ids, 1, 0, "support")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()
    path = f"{ids.dispute}/placements/{placement.public_id}"
    shown = judy.get(path).text

    # when
    form = {"account": ids.accounts[1], "stance": "support", "version": placement.version}
    page = words(judy.post(path, data=form, follow_redirects=True).text)

    # then
    assert f'value="{ids.accounts[0]}"' in shown
    assert "Claim 2: moved to account 2." in page


def test_a_stale_answer_says_what_stands_there(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judy, ids, 1, 0, "support")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()

    # when
    answer = judy.post(
        f"{ids.dispute}/placements/{placement.public_id}",
        data={"account": ids.accounts[1], "stance": "deny", "version": 0},
    )

    # then
    assert answer.status_code == 409
    assert "Somebody changed this while you had it open" in words(answer.text)


def test_a_claim_is_taken_away_and_put_back_by_undo(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    place(judy, ids, 1, 0, "support")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()

    # when
    path = f"{ids.dispute}/placements/{placement.public_id}/take-away"
    gone = judy.post(path, data={"version": placement.version}, follow_redirects=True)
    back = judy.post(f"{ids.dispute}/undo", follow_redirects=True)

    # then
    assert "No claim stands here yet" in words(gone.text)
    assert "1 claim ·" in words(back.text)


def test_claims_are_found_by_their_words(anna: FlaskClient, ids: Ids) -> None:
    # when
    found = words(anna.get(f"{ids.dispute}/claims?words=HOLE+chest").text)
    missed = words(anna.get(f"{ids.dispute}/claims?words=elephant").text)

    # then
    assert "Place claim 2…" in found
    assert "No claim that is not placed here yet has all of these words." in missed


def test_a_suggestion_is_placed_or_turned_down_by_one_button(judy: FlaskClient, ids: Ids) -> None:
    # given
    place(judy, ids, 0, 0, "support")
    shown = judy.get(ids.dispute).text

    # when
    path = f"{ids.dispute}/claims/{ids.claims[2]}/dismiss?back=dispute"
    dismissed = words(judy.post(path, follow_redirects=True).text)
    listed = words(judy.get(f"{ids.dispute}/claims").text)

    # then
    assert 'data-key="n"' in shown
    assert 'data-key="1"' in shown
    assert "May speak to account 2" in words(shown)
    assert "Claim 3: does not belong here." in dismissed
    assert "1 turned down" in listed


def test_a_claims_page_of_places_leads_to_likely_accounts(anna: FlaskClient, ids: Ids) -> None:
    # when
    page = words(anna.get(f"{ids.project}/claims/{ids.claims[2]}/disputes").text)

    # then
    assert "It may belong here How did Alexander Taraikovsky die? 2 · Shot" in page
    assert "It shares the word “shot”." in page


def test_no_account_is_chosen_before_somebody_chooses(anna: FlaskClient, ids: Ids) -> None:
    # given
    path = f"{ids.project}/claims/{ids.claims[2]}/disputes"
    page = anna.get(path).text

    # when
    refused = anna.post(path, data={"stance": "support"})

    # then
    assert '<option value="">Choose an account</option>' in page
    assert "<option selected" not in page
    assert refused.status_code == 422
    assert "Choose an account." in refused.text


def test_words_find_a_dispute_that_is_not_among_the_newest(
    anna: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    path = f"{ids.project}/claims/{ids.claims[0]}/disputes"
    few = anna.get(path).text
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        for number in range(MOST_DISPUTES):
            make_dispute(session, project, question=f"Who closed bridge {number}?")

    # when
    newest, found, missed = (
        anna.get(f"{path}{asked}").text for asked in ("", "?words=die+taraikovsky", "?words=moon")
    )

    # then
    assert 'role="search"' not in few
    option = f'<option value="{ids.accounts[0]}"'
    assert (option in newest, option in found) == (False, True)
    assert 'role="search"' in newest
    assert "No open dispute has all of these words" in missed


def answered(sign_in: SignIn, ids: Ids, database: Database) -> str:
    """The page of a placement that anna and ben have answered otherwise: all that are asked."""
    place(sign_in("anna"), ids, 0, 0, "support")
    with database.reading() as session:
        placement = session.scalars(select(Placement)).one()
    path = f"{ids.dispute}/placements/{placement.public_id}"
    form = {"account": ids.accounts[0], "stance": "deny", "version": 1}
    assert sign_in("ben").post(path, data=form).status_code == 303
    return path


def test_a_placement_with_all_its_answers_offers_an_annotator_nothing_that_is_refused(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    path = answered(sign_in, ids, database)

    # when
    page, listed = (sign_in("anna").get(one).text for one in (path, ids.dispute))
    refused = sign_in("anna").post(
        path, data={"account": ids.accounts[0], "stance": "query", "version": 1}
    )

    # then
    assert "Your answer is locked: all answers were in." in words(page)
    assert "all answers in, waits for an adjudicator Your answer Support" in words(page)
    assert 'name="stance"' not in page
    assert "Take the claim away" not in page
    assert "Deny" not in words(page)
    assert (
        "this name is proposed, not confirmed; all answers in, waits for an adjudicator"
        in words(listed)
    )
    assert "Look for claim 1" in words(listed)
    assert refused.status_code == 409
    assert "Your answer is locked" in words(refused.text)


def test_once_it_is_confirmed_one_reads_where_one_differed(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    path = answered(sign_in, ids, database)

    # when
    form = {"account": ids.accounts[0], "stance": "deny", "version": 1}
    sign_in("judy").post(f"{path}/confirm", data=form)
    page = words(sign_in("anna").get(path).text)

    # then
    assert "Final stance Deny (final, adjudicated) Your answer Support: you differed" in page


def test_an_adjudicator_reopens_a_placement_with_a_reason_that_everybody_reads(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    path = answered(sign_in, ids, database)
    judy = sign_in("judy")
    offered = words(judy.get(path).text)

    # when
    unsaid = judy.post(f"{path}/reopen", data={"version": 1, "because": " "})
    judy.post(f"{path}/reopen", data={"version": 1, "because": "The video is new"})

    # then
    page = sign_in("anna").get(path).text
    history = words(sign_in("ben").get(f"{ids.dispute}/history").text)
    assert "Ask for the answers again" in offered
    assert (unsaid.status_code, "Say why it is reopened." in unsaid.text) == (422, True)
    assert "An adjudicator reopened this: “ The video is new ”" in words(page)
    assert "You answered support: give your answer again." in words(page)
    assert 'name="stance"' in page
    assert "Placement reopened" in history
    assert "The video is new" in history
