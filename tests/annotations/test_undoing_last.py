"""The last change of a sitting is taken back from wherever one is, on whichever claim it was."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.annotations.pages import Ids, answers_of, sent
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Claim, Event
from webapp.vocabulary import ClaimState


def state_of(database: Database, public_id: str) -> ClaimState:
    with database.reading() as session:
        return session.scalars(select(Claim.state).where(Claim.public_id == public_id)).one()


@pytest.fixture
def anna(sign_in: SignIn) -> FlaskClient:
    return sign_in("anna")


def test_a_submission_offers_undo_and_undo_leads_back_to_its_claim(
    anna: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    sent(anna, ids, "submit_next")
    offered = anna.get(ids.next_claim).text

    # when
    answer = anna.post(f"{ids.base}/undo")

    # then
    assert f'action="{ids.base}/undo"' in offered
    assert answer.headers["Location"] == f"{ids.claim}#mark-{ids.first}"
    assert answers_of(database) == []
    assert state_of(database, ids.first) == ClaimState.PROPOSED


def test_undo_walks_back_from_change_to_change(
    anna: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    sent(anna, ids, "submit_next")
    anna.post(f"{ids.next_claim}/not-a-claim", data={"version": "1"})

    # when
    first = anna.post(f"{ids.base}/undo").headers["Location"]
    second = anna.post(f"{ids.base}/undo").headers["Location"]
    third = anna.post(f"{ids.base}/undo")

    # then
    assert (first, second) == (
        f"{ids.next_claim}#mark-{ids.second}",
        f"{ids.claim}#mark-{ids.first}",
    )
    assert third.status_code == 400
    assert "no change of yours to take back" in third.text
    assert state_of(database, ids.second) == ClaimState.PROPOSED


def test_walking_back_past_a_mark_of_ones_own_brings_the_proposal_back(
    anna: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    sent(anna, ids, "submit")
    anna.post(f"{ids.claim}/not-a-claim", data={"version": "2"})

    # when
    anna.post(f"{ids.base}/undo")
    accepted = state_of(database, ids.first)
    anna.post(f"{ids.base}/undo")

    # then
    assert accepted == ClaimState.ACCEPTED
    assert answers_of(database) == []
    assert state_of(database, ids.first) == ClaimState.PROPOSED


def test_a_page_that_is_looked_at_writes_nothing(
    anna: FlaskClient, ids: Ids, session: Session
) -> None:
    # given
    sent(anna, ids, "submit_next")
    before = len(session.scalars(select(Event)).all())

    # when
    anna.get(ids.next_claim)
    refused = anna.get(f"{ids.base}/undo")

    # then
    assert refused.status_code == 405
    assert len(session.scalars(select(Event)).all()) == before


@pytest.mark.parametrize("button", ["accept", "not-a-claim"])
def test_judging_goes_on_to_the_next_claim_where_it_is_asked_to(
    anna: FlaskClient, ids: Ids, button: str
) -> None:
    # when
    stays = anna.post(f"{ids.next_claim}/{button}", data={"version": "1"})
    goes = anna.post(f"{ids.claim}/{button}", data={"version": "1", "goes_on": "on"})

    # then
    assert stays.headers["Location"] == f"{ids.next_claim}#mark-{ids.second}"
    behind = {"accept": f"{ids.next_claim}#mark-{ids.second}", "not-a-claim": f"{ids.base}/review"}
    assert goes.headers["Location"] == behind[button]
    following = anna.get(goes.headers["Location"])
    assert following.status_code in (200, 303)
    assert ids.first not in following.headers.get("Location", "")
