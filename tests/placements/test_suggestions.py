"""Claims that may speak to a dispute are suggested with the reason, and stay dismissed."""

import pytest

from tests.disputes.conftest import Room
from tests.making import make_article, make_claim, make_dispute, make_placement
from webapp.claims.services.judging import mark_not_a_claim
from webapp.models import Claim
from webapp.placements.services import dismiss, offer_again, place
from webapp.rules.suggestions import places_for, suggestions_for
from webapp.vocabulary import DisputeState

BREST = "a 43-year-old man who was shot in the head during protests in the city of Brest"


@pytest.fixture
def brest(room: Room) -> Claim:
    """A claim of another article that shares a word with an account, among many that do not."""
    for number in range(100, 120):
        text = f"The weather in town {number} stays dry.\n"
        article = make_article(room.session, room.article.project, text=text)
        make_claim(room.session, article, source="", cue="", content=[f"town {number} stays dry"])
    article = make_article(
        room.session, room.article.project, text=f"The ministry confirmed {BREST}.\n"
    )
    return make_claim(
        room.session, article, source="The ministry", cue="confirmed", content=[BREST]
    )


def suggested(room: Room) -> list[Claim]:
    room.session.expire_all()
    return [one.claim for one in suggestions_for(room.session, room.anna, room.dispute)]


def test_claims_are_suggested_across_articles_with_what_they_share(
    room: Room, brest: Claim
) -> None:
    # when
    found = suggestions_for(room.session, room.anna, room.dispute)

    # then
    by_claim = {one.claim: (one.account, one.reason) for one in found}
    assert by_claim[brest] == (room.shot, "shares the word “shot”")


def test_what_is_placed_or_dismissed_is_not_suggested(room: Room, brest: Claim) -> None:
    # when
    place(room.session, room.anna, account=room.shot, claim=room.believes, stance="support")
    dismiss(room.session, room.anna, dispute=room.dispute, claim=brest)

    # then
    assert not {brest, room.believes} & set(suggested(room))


def test_what_is_offered_again_is_suggested_again(room: Room, brest: Claim) -> None:
    # given
    dismiss(room.session, room.anna, dispute=room.dispute, claim=brest)

    # when
    offer_again(room.session, room.anna, dispute=room.dispute, claim=brest)

    # then
    assert brest in suggested(room)


def test_what_is_no_claim_is_not_suggested(room: Room, brest: Claim) -> None:
    # when
    mark_not_a_claim(room.session, room.anna, claim=brest, version=brest.version)

    # then
    assert brest not in suggested(room)


def test_claims_of_another_project_are_not_suggested(room: Room, brest: Claim) -> None:
    # given
    text = f"The ministry confirmed {BREST}.\n"
    foreign = make_claim(
        room.session, make_article(room.session, text=text), source="", cue="", content=[BREST]
    )

    # then
    assert foreign not in suggested(room)


def test_a_claim_is_led_to_the_account_that_it_may_speak_to(room: Room, brest: Claim) -> None:
    # given
    weather = make_dispute(
        room.session, room.article.project, question="Is it dry?", statements=["Dry", "Wet"]
    )

    # when
    found = places_for(room.session, room.anna, brest)

    # then
    assert [one.account for one in found] == [room.shot]
    assert weather.accounts[0] not in {one.account for one in found}


def test_a_claim_is_led_to_no_dispute_in_which_it_stands_or_that_is_not_open(
    room: Room, brest: Claim
) -> None:
    # given
    other = make_dispute(room.session, room.article.project, state=DisputeState.RESOLVED)

    # when
    make_placement(room.session, room.device, brest)

    # then
    assert other.accounts[1].statement == "Shot"
    assert places_for(room.session, room.anna, brest) == []
