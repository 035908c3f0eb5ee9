"""Disputes are found by what their words look like."""

import pytest

from tests.disputes.conftest import Room
from tests.making import make_dispute
from webapp.disputes.pages.listing import DisputeFilter
from webapp.disputes.queries.listing import dispute_list

QUESTION = "Кто перекры\u200bл мост на Зъи\u0306?"


@pytest.mark.parametrize("words", ["МОСТ зъй", "кто перекрыл"])
def test_a_dispute_is_found_by_its_question(room: Room, words: str) -> None:
    # given
    dispute = make_dispute(room.session, room.article.project, question=QUESTION)

    # when
    found = dispute_list(room.session, room.anna, asked=DisputeFilter(words=words), number=1)

    # then
    assert [row.dispute for row in found.rows] == [dispute]
