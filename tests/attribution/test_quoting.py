"""Quotations over several paragraphs, never closed ones, and those that no cue ascribes."""

import pytest

from tests.attribution.speaking import proposals, said
from webapp.attribution.text.spans import quote_of

CUE_AT_THE_END = """\
Harbour Master Jan Brill said the pier was sound.

“The piles were laid in the spring.

“Each was tested by two divers, and none of them moved.

“The bill came to 4 million.

“We paid it ourselves,” a council spokeswoman said.
"""
CUE_AT_THE_START = """\
Jan Brill told the inquiry: “I said in March that it was done.

“Nobody paid me for it. I told them so.

“I would do it again.”

The inquiry goes on.
"""
NEVER_CLOSED = """\
Brill said, “I have laid every pile in this harbour.

We walked on the pier that day and saw none of it.
"""
CLOSED = """\
“We are tired of waiting,” Brill said.

“It is safe,” said Tess Ogden.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CUE_AT_THE_END,
            [
                ("Harbour Master Jan Brill", "the pier was sound"),
                (
                    "a council spokeswoman",
                    "“The piles were laid in the spring. … “Each was tested by two divers, and "
                    "none of them moved. … “The bill came to 4 million. … “We paid it ourselves,”",
                ),
            ],
        ),
        (
            CUE_AT_THE_START,
            [
                (
                    "Jan Brill",
                    "“I said in March that it was done. … “Nobody paid me for it. I told them so. "
                    "… “I would do it again.”",
                )
            ],
        ),
        (NEVER_CLOSED, [("Brill", "“I have laid every pile in this harbour.")]),
        (CLOSED, [("Brill", "“We are tired of waiting,”"), ("Tess Ogden", "“It is safe,”")]),
    ],
    ids=["cue at the end", "cue at the start", "never closed", "closed"],
)
def test_a_quotation_is_whole_and_ends_where_it_ends(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(text) == expected


SWIMMER = """\
Brill swam across the bay in an hour.

“Winning at home is lovely. You never forget it.

“My sister taught me to swim when I was four.”

The next race is on Sunday.
"""
TITLE = "Brill made the film in May.\n\n“Harbour Lights”\n\nTickets cost five pounds."
THING = "The film opens on Friday.\n\n“You never forget where you come from.”\n"
COMMAND = "Fill in the form and send it.\n\n“You never forget where you come from.”\n"
OUTSIDE = "Brill wrote a song.\n\nHe called it “You never forget where you come from” in May.\n"


def test_a_quotation_without_a_cue_is_possibly_that_of_whoever_is_spoken_of() -> None:
    # when
    [found] = proposals(SWIMMER, least=0.2)

    # then
    assert (quote_of(SWIMMER, found.source[0]), found.cue) == ("Brill", ())
    assert found.confidence < 0.5
    assert "No cue ascribes it." in found.reasons


@pytest.mark.parametrize(
    "text", [TITLE, THING, COMMAND, OUTSIDE], ids=["title", "thing", "command", "in a sentence"]
)
def test_what_no_person_may_have_said_is_not_proposed(text: str) -> None:
    assert [one for one in proposals(text, least=0) if not one.cue] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let the boats in, say fishermen.", ("fishermen", "Let the boats in")),
        ("Who, asks Tess Ogden, will pay?", ("Tess Ogden", "Who … will pay?")),
        ("The pier will fall, warns an engineer.", ("an engineer", "The pier will fall")),
        ("The pier is safe, insists Piet Vos.", ("Piet Vos", "The pier is safe")),
        ("Shut the pier and sell it, say critics.", ("critics", "Shut the pier and sell it")),
    ],
)
def test_who_stands_behind_the_verb_says_what_stands_before_it(
    text: str, expected: tuple[str, str]
) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Engineers, who met on Monday, say the pier holds.",
            ("Engineers, who met on Monday,", "the pier holds"),
        ),
        ("Tess Ogden asks who will pay.", ("Tess Ogden", "who will pay")),
    ],
)
def test_who_stands_before_the_verb_keeps_what_stands_behind_it(
    text: str, expected: tuple[str, str]
) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether he would resign, Brill laughed.",
        "Asked about the cost, she left the room.",
        "When asked if the pier was safe, Ms Ogden smiled.",
        "Ms Ogden was asked whether the pier was safe.",
        "Pressed on who had paid, the mayor shrugged and walked away.",
    ],
)
def test_what_somebody_is_asked_is_no_claim(text: str) -> None:
    assert said(text) == []


def test_what_reporters_ask_is_theirs() -> None:
    assert said("Reporters asked whether she was sure.") == [("Reporters", "whether she was sure")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Give them time, argue supporters.", [("supporters", "Give them time")]),
        (
            "Why, wonders Mr Roth, did nobody ask?",
            [("Mr Roth", "Why … did nobody ask?")],
        ),
        ("They bought pens, note books, and paper.", []),
        ("He sold pens, ink and paper, report cards.", []),
    ],
)
def test_a_verb_that_cuts_in_has_its_subject_behind_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(text) == expected


def test_a_quotation_of_which_a_mark_alone_was_read_is_taken_whole() -> None:
    # given
    text = "“We came to work.\n\n“We were paid nothing.\n\n“Nobody told us why,” said Tess Ogden."

    # when
    ((source, content),) = said(text)

    # then
    assert source == "Tess Ogden"
    assert content.startswith("“We came to work.")
