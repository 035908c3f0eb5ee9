"""How sure a name is, apart from the claim: by how it was reached, and who else may be meant."""

import pytest

from tests.attribution.speaking import proposals
from webapp.attribution import Attribution

_APART = "The pier was painted white that year. It had cost a lot of money. Trains ran late. "


def said_by(text: str, source: str) -> Attribution:
    """The last proposal whose source has those words."""
    *_, last = (
        one
        for one in proposals(text, least=0)
        if one.source and text[slice(*one.source[0])] == source
    )
    return last


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Tom Brill met the board. Tom Brill said the pier was safe.", "Tom Brill", "Tom Brill"),
        ("Tom Brill met the board. Mr Brill said the pier was safe.", "Mr Brill", "Tom Brill"),
        ("Tom Brill met the board. He said the pier was safe.", "He", "Tom Brill"),
        ("The harbour police said the pier was safe.", "The harbour police", "harbour police"),
    ],
)
def test_a_name_that_leaves_no_doubt_is_very_likely(text: str, source: str, name: str) -> None:
    # when
    found = said_by(text, source)

    # then
    assert found.source_name == name
    assert found.name_confidence is not None
    assert found.name_confidence >= 0.9


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"Tom Brill met the board. {_APART}He said the pier was safe.", "He"),
        ("Two sailors met the dockers on the pier. They said the pier was safe.", "They"),
        ("Tom Pike and Adam Rowe met. He said that it had been a good year.", "He"),
    ],
)
def test_a_name_that_somebody_else_may_have_is_less_sure_and_so_is_its_claim(
    text: str, source: str
) -> None:
    # when
    found = said_by(text, source)

    # then
    assert found.source_name is None or (found.name_confidence or 0) < 0.9
    assert found.source_name is None or found.confidence < 0.9


def test_the_farther_away_a_name_is_the_less_sure_it_is() -> None:
    # when
    near = said_by("Tom Brill met the board. He said the pier was safe.", "He")
    far = said_by(f"Tom Brill met the board. {_APART}He said the pier was safe.", "He")

    # then
    assert far.source_name == near.source_name == "Tom Brill"
    assert (far.name_confidence or 1) < (near.name_confidence or 0)


def test_what_has_no_name_has_no_confidence_of_one() -> None:
    # when
    found = said_by("They met in the morning. I said that the pier was safe.", "I")

    # then
    assert (found.source_name, found.name_confidence) == (None, None)


def test_a_claim_whose_quotations_may_be_two_peoples_is_not_very_likely() -> None:
    # when
    found = proposals('"Yes," she said, and smiled. "What is your name?" Tom Brill said.', least=0)

    # then
    mixed = [one for one in found if len(one.content) > 1]
    assert mixed
    assert all(one.confidence < 0.9 for one in mixed)
