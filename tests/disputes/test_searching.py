"""Disputes and claims to place are found by what their words look like."""

import pytest

from tests.disputes.conftest import Room
from tests.making import make_article, make_claim, make_dispute
from webapp.disputes.listing import DisputeFilter, dispute_list
from webapp.disputes.searching import claims_matching

QUESTION = "Кто перекры\u200bл мост на Зъи\u0306?"
TEXT = "Zoe\u0308 Lind\xadqvist s\xadaid that the “bridge” was sa\xadfe.\n"


@pytest.mark.parametrize("words", ["МОСТ зъй", "кто перекрыл"])
def test_a_dispute_is_found_by_its_question(room: Room, words: str) -> None:
    # given
    dispute = make_dispute(room.session, room.article.project, question=QUESTION)

    # when
    found = dispute_list(room.session, room.ann, asked=DisputeFilter(words=words), number=1)

    # then
    assert [row.dispute for row in found.rows] == [dispute]


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
    found = claims_matching(room.session, room.ann, room.dispute, words)

    # then
    assert found == [claim]
