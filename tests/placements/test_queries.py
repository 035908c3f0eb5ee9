"""Claims to place are found by what their words look like."""

import pytest

from tests.disputes.conftest import Room
from tests.making import make_article, make_claim, make_dispute
from webapp.placements.queries import MOST_DISPUTES, claims_matching, disputes_to_choose
from webapp.vocabulary import DisputeState

TEXT = "Zoe\u0308 Lind\xadqvist s\xadaid that the “bridge” was sa\xadfe.\n"


@pytest.mark.parametrize("words", ["zoë lindqvist", '"BRIDGE" safe'])
def test_a_claim_to_place_is_found_by_its_words(room: Room, words: str) -> None:
    # given
    article = make_article(room.session, room.article.project, text=TEXT)
    claim = make_claim(
        room.session,
        article,
        source="Zoe\u0308 Lind\xadqvist",
        cue="s\xadaid",
        content=["that the “bridge” was sa\xadfe"],
    )

    # when
    found = claims_matching(room.session, room.anna, room.dispute, words)

    # then
    assert found == [claim]


def test_the_newest_disputes_are_offered_and_words_find_the_others(room: Room) -> None:
    # given
    project = room.article.project
    newer = [
        make_dispute(room.session, project, question=f"Who closed bridge {number}?")
        for number in range(MOST_DISPUTES)
    ]

    # when
    offered, has_more = disputes_to_choose(room.session, project, words="", account_id="")
    found, is_cut = disputes_to_choose(
        room.session, project, words="DIE taraikovsky", account_id=""
    )

    # then
    assert (offered, has_more) == (newer[::-1], True)
    assert (found, is_cut) == ([room.dispute], False)


def test_the_dispute_of_a_chosen_account_is_offered_with_the_newest(room: Room) -> None:
    # given
    project = room.article.project
    for number in range(MOST_DISPUTES):
        make_dispute(room.session, project, question=f"Who closed bridge {number}?")

    # when
    offered, _ = disputes_to_choose(room.session, project, words="", account_id=room.shot.public_id)

    # then
    assert offered[0] == room.dispute
    assert len(offered) == MOST_DISPUTES + 1


def test_a_merged_dispute_is_not_offered_though_its_account_is_chosen(room: Room) -> None:
    # given
    room.dispute.state = DisputeState.MERGED
    room.session.flush()

    # when
    offered = disputes_to_choose(
        room.session, room.article.project, words="", account_id=room.shot.public_id
    )

    # then
    assert offered == ([], False)
