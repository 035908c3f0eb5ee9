"""Ticking claims in the list, reading them once more, one button, one way back."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.making import make_article, make_claims, make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Claim

WAY_BACK = re.compile(r'action="([^"]+/undo-together)"')


def fill(database: Database) -> str:
    """The address of the claims of a project, three of one article."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "anna", "ben", "vera")
        article = make_article(session, project)
        make_claims(session, article, ["he was shot", "his hands", "his chest"])
        return f"/projects/{project.public_id}/claims"


def states(database: Database) -> list[str]:
    """What the claims are."""
    with database.reading() as session:
        return [claim.state.value for claim in session.scalars(select(Claim).order_by(Claim.id))]


def ticks(client: FlaskClient, home: str) -> list[str]:
    """What the boxes of the list send, in the order of the claims."""
    return re.findall(r'name="chosen" value="([^"]+)"', client.get(f"{home}/").text)


def accept_first(client: FlaskClient, home: str) -> None:
    """Accept the first claim of the list by itself."""
    claim_id, _, version = ticks(client, home)[0].partition("@")
    client.post(f"{home}/{claim_id}/accept", data={"version": version})


def test_the_ticked_ones_are_confirmed_with_their_count(
    database: Database, sign_in: SignIn
) -> None:
    # given
    home, anna = fill(database), sign_in("anna")
    chosen = ticks(anna, home)[:2]

    # when
    page = anna.get(f"{home}/together", query_string={"act": "accept", "chosen": chosen})
    fields = {"act": "accept", "count": "2", "chosen": chosen}
    answer = anna.post(f"{home}/together", data=fields, follow_redirects=True)

    # then
    assert "Accept 2 claims" in page.text
    assert "2 claims are accepted." in answer.text
    assert states(database).count("accepted") == 2


def test_one_button_takes_the_act_back_once(database: Database, sign_in: SignIn) -> None:
    # given
    home, anna = fill(database), sign_in("anna")
    fields = {"act": "not-a-claim", "count": "3", "chosen": ticks(anna, home)}
    answer = anna.post(f"{home}/together", data=fields, follow_redirects=True)
    (way_back,) = WAY_BACK.findall(answer.text)

    # when
    answer = anna.post(way_back, data={}, follow_redirects=True)
    again = anna.post(way_back, data={})

    # then
    assert "Taken back: 3 claims stand as they did." in answer.text
    assert (again.status_code, "this is taken back already" in again.text) == (409, True)
    assert states(database) == ["proposed"] * 3


def test_another_count_than_the_button_said_changes_nothing(
    database: Database, sign_in: SignIn
) -> None:
    # given
    home, anna = fill(database), sign_in("anna")

    # when
    fields = {"act": "not-a-claim", "count": "3", "chosen": ticks(anna, home)[:2]}
    answer = anna.post(f"{home}/together", data=fields)

    # then
    assert answer.status_code == 422
    assert "The page was not whole when it was sent." in answer.text
    assert states(database) == ["proposed"] * 3


def test_what_changed_meanwhile_is_said_and_offered_as_it_is_now(
    database: Database, sign_in: SignIn
) -> None:
    # given
    home, anna = fill(database), sign_in("anna")
    fields = {"act": "not-a-claim", "count": "3", "chosen": ticks(anna, home)}
    accept_first(sign_in("ben"), home)

    # when
    answer = anna.post(f"{home}/together", data=fields)

    # then
    assert answer.status_code == 409
    assert "Somebody changed claim " in answer.text
    assert "Mark 3 claims as not a claim" in answer.text
    assert states(database).count("not_a_claim") == 0


def test_what_is_so_already_is_left_out_in_the_open(database: Database, sign_in: SignIn) -> None:
    # given
    home, anna = fill(database), sign_in("anna")
    accept_first(anna, home)

    # when
    asked = {"act": "accept", "chosen": ticks(anna, home)}
    page = anna.get(f"{home}/together", query_string=asked)

    # then
    assert "Accept 2 claims" in page.text
    assert "Left as they are" in page.text


def test_those_who_only_read_are_offered_no_boxes(database: Database, sign_in: SignIn) -> None:
    assert ticks(sign_in("vera"), fill(database)) == []
