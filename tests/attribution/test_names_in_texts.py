"""Whom a proposal names where the nearest name, or the only surname, is another's."""

import pytest

from tests.attribution.speaking import proposals


def named(text: str, source: str) -> str | None:
    """The name that is given for a source with those words, the last of them."""
    return _last(text, source)[0]


def _last(text: str, source: str) -> tuple[str | None, float]:
    found = [
        (one.source_name, one.confidence)
        for one in proposals(text, least=0)
        if one.source and text[slice(*one.source[0])] == source
    ]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "Rowe said no.\n\nTom Pike accused Adam Rowe of copying.\n\nRowe said the plan was his "
            "own.\n\nRowe's sister, Joan Rowe, was there.",
            "Rowe",
            "Adam Rowe",
        ),
        (
            "Adam Rowe opened the pier. His brother Paul Rowe was there. Rowe said it was a good "
            "day.",
            "Rowe",
            "Adam Rowe",
        ),
        (
            "Joan Pike, his mother, saw Adam Pike win. Pike said it was the best day of all.",
            "Pike",
            "Adam Pike",
        ),
        (
            "Paul Rowe, the son of Adam Rowe, left the room. Rowe said that he would not.",
            "Rowe",
            "Adam Rowe",
        ),
        (
            "Adam Rowe came with Joan Rowe, his wife. Mrs. Rowe said it was late.",
            "Mrs. Rowe",
            "Joan Rowe",
        ),
    ],
)
def test_the_surname_alone_is_not_that_of_a_relative(text: str, source: str, name: str) -> None:
    assert named(text, source) == name


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Mayor Ada Norland announced plans. Although some say it costs too much, it goes on.",
            "some",
        ),
        ("Ada Norland spoke to the engineers. Others said the pier would fall.", "Others"),
        ("Engineers came to the pier. Many said that nothing would change.", "Many"),
        ("Forty guests came in May. Three said they would leave.", "Three"),
        ("Forty guests came to the pier. Most said they were afraid.", "Most"),
    ],
)
def test_who_is_told_apart_by_nothing_has_no_name(text: str, source: str) -> None:
    assert named(text, source) is None


def test_some_of_a_kind_keep_their_own_words() -> None:
    assert named("Some residents said they would stay.", "Some residents") == "Some residents"


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "Ada Norland lost on Friday, and it was Joan Pike who won the cup.\n\n“I never gave "
            "up,” she said.",
            "she",
            "Joan Pike",
        ),
        (
            "Tom Brill and Piet Vos came to the ministry for talks with Governor Paul Arnott, when "
            "he said the pier would be sold.",
            "he",
            "Paul Arnott",
        ),
        (
            "On Monday Norland said the pier was safe. Tom Brill was not there. In spring Norland "
            "told the council that it was sound. She said nobody would pay.",
            "She",
            "Norland",
        ),
        ("Tom Brill met the board. He said the pier was safe.", "He", "Tom Brill"),
        ("Anders Holm and Piet Vos said the pier would go.", "Anders Holm and Piet Vos", None),
    ],
)
def test_a_pronoun_stands_for_whom_its_sentence_shows(
    text: str, source: str, name: str | None
) -> None:
    assert named(text, source) == (name or source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Joan Rowe and Adam Rowe opened the pier. Ms Rowe waved. Rowe said nothing would "
            "change.",
            "Rowe",
        ),
        (
            "Tom Brill and Piet Vos came for talks with Governor Paul Arnott, when he said the "
            "pier would be sold.",
            "he",
        ),
        ("Ada Norland beat Joan Pike in the last round. She said it was a fair fight.", "She"),
        ("Tom Pike and Adam Rowe came. In the evening he said that it was a good year.", "he"),
        ("Tom Pike and Adam Rowe met. He said that it had been a good year.", "He"),
    ],
)
def test_where_two_may_be_meant_no_name_is_very_likely(text: str, source: str) -> None:
    # when
    name, confidence = _last(text, source)

    # then
    assert name is None or confidence < 0.9


@pytest.mark.parametrize(
    ("pronoun", "expected"), [("he", (None, 1.0)), ("she", ("Betty", 0.85))], ids=["he", "she"]
)
def test_who_has_a_single_name_is_as_that_name_says_and_never_very_likely(
    pronoun: str, expected: tuple[str | None, float]
) -> None:
    # given
    text = (
        "On Monday Betty said the pier was safe. Nobody else was there. In the evening Betty told "
        f"the council that it was sound. Later {pronoun} said nobody would pay."
    )

    # when
    name, confidence = _last(text, pronoun)

    # then
    assert name == expected[0]
    assert confidence <= expected[1]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Anders Holm and Piet Vos said the pier would go.",
            ("Anders Holm", "Piet Vos"),
        ),
        (
            "Tom Brill and Adam Rowe met in May. They said the pier would go.",
            ("Tom Brill", "Adam Rowe"),
        ),
        (
            "Anders Holm and other engineers said the pier would go.",
            ("Anders Holm and other engineers",),
        ),
        ("Trinidad and Tobago said the pier would go.", ("Trinidad and Tobago",)),
        ("Nobody said the pier would go.", ()),
    ],
)
def test_two_who_have_names_are_two_sources(text: str, names: tuple[str, ...]) -> None:
    (found,) = proposals(text, least=0)

    assert found.as_json()["source_names"] == names


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "Tom Pike in Report No. 3 stated that the pier was safe.",
            "Tom Pike in Report No. 3",
            "Tom Pike",
        ),
        (
            "Hon. Tom Pike opened the hearing. Mr. Pike said it was late.",
            "Mr. Pike",
            "Tom Pike",
        ),
    ],
)
def test_a_name_is_without_where_it_stands(text: str, source: str, name: str) -> None:
    assert named(text, source) == name
