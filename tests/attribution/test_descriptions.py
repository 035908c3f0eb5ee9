"""Whom a description means: by all that it says, and never surely by a part of it."""

import pytest

from tests.attribution.speaking import proposals


def _named(text: str, source: str) -> tuple[str | None, float]:
    """The name and confidence of the last proposal whose source begins with those words."""
    found = [
        (one.source_name, one.confidence)
        for one in proposals(text, least=0)
        if one.source and text[slice(*one.source[0])].startswith(source)
    ]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "Ada Norland, the Green nominee, opened the pier. Piet Vos, the Liberal nominee, was "
            "there too. The Green nominee said it was a good day.",
            "The Green nominee",
            "Ada Norland",
        ),
        (
            "Joan Pike spoke for the port with Economy Minister Adam Rowe. Everybody listened.\n\n"
            "The minister of transport, Mr. Tom Brill, argued that it was safe.",
            "The minister of transport",
            "Tom Brill",
        ),
        (
            "Ada Norland's cousin, Piet Vos, said that the pier was safe.",
            "Ada Norland's cousin, Piet Vos",
            "Piet Vos",
        ),
    ],
)
def test_a_description_is_of_whom_all_of_it_is_said(text: str, source: str, name: str) -> None:
    assert _named(text, source)[0] == name


@pytest.mark.parametrize(
    ("text", "source", "wrong"),
    [
        (
            "Tom Brill, the Liberal nominee for mayor, met Piet Vos on Monday. Vos, a Green "
            "senator, smiled. The Green nominee said it was a good day.",
            "The Green nominee",
            "Tom Brill",
        ),
        (
            "Ada Norland opened the pier, and Norland praised it. The port director said it was "
            "late.",
            "The port director",
            "Ada Norland",
        ),
        (
            "Senator Adam Rowe met Ada Norland at the pier. The former first lady and senator "
            "said it was late.",
            "The former first lady and senator",
            "Adam Rowe",
        ),
        (
            "Norland Shipping said the plan was sound, and Norland Shipping paid for it. Nobody "
            "asked the workers. It would cost them their jobs, according to the union.",
            "the union",
            "Norland Shipping",
        ),
        (
            "Mr. Vos has few rich friends whom the council could press to pay for the pier, they "
            "say.",
            "they",
            "few rich friends",
        ),
    ],
)
def test_who_is_described_otherwise_is_not_very_likely_meant(
    text: str, source: str, wrong: str
) -> None:
    # when
    name, confidence = _named(text, source)

    # then
    assert name != wrong or confidence < 0.9


def test_nobody_speaks_who_is_best_known_for_something() -> None:
    text = "Ada Norland is best known for her plan to close the pier."

    assert [one for one in proposals(text, least=0) if one.source] == []


def test_a_description_of_a_deputy_is_not_of_the_one_whose_office_it_is() -> None:
    # given
    text = (
        "Piet Vos, the Liberal vice presidential nominee, met Ada Norland. The Liberal "
        "presidential nominee said it was a good day."
    )

    # when
    name, confidence = _named(text, "The Liberal presidential nominee")

    # then
    assert name != "Piet Vos" or confidence < 0.9


def test_whoever_does_something_to_somebody_is_no_part_of_their_name() -> None:
    # given
    text = (
        "On Monday Director Rowe warned Paul Arnott. Arnott left, and Arnott did not answer. The "
        "director said it was late."
    )

    # when
    name, confidence = _named(text, "The director")

    # then
    assert name != "Paul Arnott" or confidence < 0.9


def test_a_given_name_that_is_misspelt_once_makes_no_second_person() -> None:
    text = (
        "Hillary Vos opened the pier. Later Hilary Vos met the workers. Ms. Vos said it was safe."
    )

    assert _named(text, "Ms. Vos")[0] == "Hillary Vos"
