"""A dispute is merged, split, settled, and its accounts changed, on its pages."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.disputes.pages import Ids, words
from tests.making import make_claim, make_dispute, make_placement
from webapp.database import Database
from webapp.models import Dispute


def test_a_button_that_is_refused_says_why(ben: FlaskClient, ids: Ids) -> None:
    # when
    answer = ben.post(f"{ids.dispute}/accounts/{ids.accounts[0]}/remove")

    # then
    assert answer.status_code == 400
    assert "A dispute has two or more accounts" in words(answer.text)


def test_merging_asks_first_into_which_and_then_which_accounts_are_the_same(
    judy: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        other = make_dispute(
            session, dispute.project, question="Who?", statements=["A device", "Nobody"]
        )
        make_placement(session, other.accounts[0], make_claim(session))
        path = f"{ids.project}/disputes/{other.public_id}"
        device, nobody = (account.public_id for account in other.accounts)
        into = dispute.public_id

    # when
    choosing = words(judy.get(f"{path}/merge").text)
    matching = words(judy.get(f"{path}/merge?into={into}").text)
    form = {"version": 1, f"same-{device}": ids.accounts[0], f"same-{nobody}": ""}
    page = judy.post(f"{path}/merge?into={into}", data=form, follow_redirects=True).text

    # then
    assert "Into which dispute?" in choosing
    assert "the same as 1 · Killed by his own device" in matching
    assert "Account 3 Nobody" in words(page)
    assert "This dispute lives on in another one" in words(judy.get(path).text)


def test_a_dispute_is_split(judy: FlaskClient, ids: Ids) -> None:
    # when
    form = {"question": "Was he shot?", "accounts": ids.accounts[1], "version": 1}
    page = words(judy.post(f"{ids.dispute}/split", data=form, follow_redirects=True).text)

    # then
    assert "Split off: Was he shot?" in page
    assert "Account 1 Shot" in page


def test_the_version_that_a_person_saw_is_sent_and_not_shown(anna: FlaskClient, ids: Ids) -> None:
    # when
    page = anna.get(f"{ids.dispute}/edit").text

    # then
    assert 'name="version" type="hidden" value="1"' in page
    assert "Version" not in page


def test_accounts_are_edited_moved_and_added(anna: FlaskClient, ids: Ids) -> None:
    # given
    path = f"{ids.dispute}/accounts/{ids.accounts[1]}"

    # when
    form = {"statement": "Shot dead", "compatible": ids.accounts[0], "version": 1}
    anna.post(path, data=form)
    marked = anna.get(path).text
    anna.post(f"{path}/earlier")
    added = anna.post(
        f"{ids.dispute}/accounts/add", data={"statement": "Alive"}, follow_redirects=True
    )

    # then
    assert re.search(rf'checked[^>]*value="{ids.accounts[0]}"', marked)
    page = words(added.text)
    assert "Account 1 Shot dead" in page
    assert "Account 3 Alive" in page


def test_the_state_is_set_by_those_who_settle(judy: FlaskClient, ids: Ids) -> None:
    # when
    page = words(
        judy.post(
            f"{ids.dispute}/state", data={"state": "resolved", "version": 1}, follow_redirects=True
        ).text
    )

    # then
    assert "The dispute is resolved now." in page
