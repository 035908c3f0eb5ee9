"""Claims to place are found by what their words look like."""

import pytest

from tests.disputes.conftest import Room
from tests.making import make_article, make_claim
from webapp.placements.queries import claims_matching

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
