"""A claim is accepted, turned down and taken back by buttons, without JavaScript."""

import pytest
from sqlalchemy import select

from tests.claims.pages import Place, went_to_claim
from tests.people import SignIn
from webapp.models import Event
from webapp.vocabulary import ClaimState


def test_a_proposal_is_accepted_by_a_button(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(f"{place.claim_url}/accept", data={"version": place.version()})

    # then
    assert went_to_claim(answer) == place.first
    assert place.claim()[-1] == ClaimState.ACCEPTED


@pytest.mark.parametrize("endpoint", ["accept", "not-a-claim", "restore", "undo"])
def test_a_button_without_its_version_changes_nothing(
    place: Place, sign_in: SignIn, endpoint: str
) -> None:
    # when
    answer = sign_in("anna").post(f"{place.claim_url}/{endpoint}", data={"version": "x"})

    # then
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.text
    assert place.claim()[-1] == ClaimState.PROPOSED


def test_a_stale_button_shows_both_wishes_and_can_be_pressed_again(
    place: Place, sign_in: SignIn
) -> None:
    # given
    seen = place.version()
    sign_in("ben").post(f"{place.claim_url}/not-a-claim", data={"version": seen})
    anna = sign_in("anna")

    # when
    answer = anna.post(f"{place.claim_url}/not-a-claim", data={"version": seen})

    # then
    assert answer.status_code == 409
    assert "Somebody changed claim 1 while you had it open." in answer.text
    assert "Mark it as not a claim all the same" in answer.text
    assert f'value="{place.version()}"' in answer.text


def test_undo_and_redo_by_the_same_button(place: Place, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    anna.post(f"{place.claim_url}/not-a-claim", data={"version": place.version()})

    # when
    anna.post(f"{place.claim_url}/undo", data={"version": place.version()})
    undone = place.claim()[-1]
    anna.post(f"{place.claim_url}/undo", data={"version": place.version()})

    # then
    assert (undone, place.claim()[-1]) == (ClaimState.PROPOSED, ClaimState.NOT_A_CLAIM)


def test_nothing_of_ones_own_to_undo_is_said(place: Place, sign_in: SignIn) -> None:
    # when
    answer = sign_in("anna").post(f"{place.claim_url}/undo", data={})

    # then
    assert answer.status_code == 409
    assert "nothing of yours to take back" in answer.text


def test_a_viewer_reads_but_changes_nothing(place: Place, sign_in: SignIn) -> None:
    # given
    vera = sign_in("vera")

    # when
    reads = [vera.get(place.claims_url), vera.get(f"{place.claim_url}/history")]
    writes = [vera.get(f"{place.claim_url}/spans"), vera.post(f"{place.claim_url}/accept")]

    # then
    assert [answer.status_code for answer in reads] == [200, 200]
    assert [answer.status_code for answer in writes] == [403, 403]


def test_a_refused_change_leaves_no_event(place: Place, sign_in: SignIn) -> None:
    # when
    sign_in("anna").post(f"{place.claim_url}/accept", data={"version": "999"})

    # then
    with place.database.reading() as session:
        claims = session.scalars(select(Event).where(Event.object_kind == "claim")).all()
        assert list(claims) == []


def test_the_card_offers_to_take_back_what_the_person_did_last(
    place: Place, sign_in: SignIn
) -> None:
    # given
    anna, ben = sign_in("anna"), sign_in("ben")
    anna.post(f"{place.claim_url}/not-a-claim", data={"version": place.version()})

    # when
    page, other = anna.get(place.claim_url).text, ben.get(place.claim_url).text

    # then
    assert "Take back: claim marked as not a claim" in page
    assert "Make it a claim again" in page
    assert "Take back" not in other
