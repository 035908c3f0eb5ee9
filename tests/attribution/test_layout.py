"""Lines that stand below one another: what is a heading, a byline or a cell states nothing."""

import pytest

from tests.attribution.speaking import names, said

BYLINE = """\
Harbour Post | Local news
Written for you by Tess Ogden, Paul Arnott
Councillor Mary Quill has warned that the pier may close.
"""
HEADLINE = """\
Storm closes three schools
Roofs came off in the old town, the weather office said on Sunday.
"""
HEADINGS = """\
The pier stayed shut on Monday. Nobody was hurt.

What the council says

The pier will open in May, Councillor Mary Quill said.

MAYOR DENIES DELAY

The work was done in time, the mayor told reporters.
"""
LIST = """\
The council gave three reasons:

• The pier is unsafe, engineers said.
• Mary Quill said the money was gone.
- Workers claim they were not paid.
2. Paul Arnott said it was too late.
"""
WRAPPED = """\
The harbour master told reporters on Monday in the capital that the
reservoir had been safe all along and that nobody had warned the town.
"""
TABLE = """\
Name\tWhat they said
Quill\tdenied the delay
Arnott\tsays nobody paid

Mary Quill said the pier would open.
"""
SIGNED = """\
“We measured it twice,” she said.

Ada Norland

“It holds,” said Piet Vos.
"""
TRANSCRIPT = """\
MODERATOR: Who paid?

QUILL: No, the council did not pay for it. The harbour did.

MODERATOR: And you?

ARNOTT: The council never paid.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BYLINE, [("Councillor Mary Quill", "that the pier may close")]),
        (HEADLINE, [("the weather office", "Roofs came off in the old town")]),
        (
            HEADINGS,
            [
                ("Councillor Mary Quill", "The pier will open in May"),
                ("the mayor", "The work was done in time"),
            ],
        ),
        (
            LIST,
            [
                ("engineers", "The pier is unsafe"),
                ("Mary Quill", "the money was gone"),
                ("Workers", "they were not paid"),
                ("Paul Arnott", "it was too late"),
            ],
        ),
        (TABLE, [("Mary Quill", "the pier would open")]),
        (SIGNED, [("she", "“We measured it twice,”"), ("Piet Vos", "“It holds,”")]),
        (
            TRANSCRIPT,
            [
                ("MODERATOR", "Who paid?"),
                ("QUILL", "No, the council did not pay for it. The harbour did."),
                ("MODERATOR", "And you?"),
                ("ARNOTT", "The council never paid."),
            ],
        ),
    ],
    ids=["byline", "headline", "headings", "list", "table", "signature", "transcript"],
)
def test_what_stands_on_another_line_takes_no_part(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert said(text) == expected


def test_a_line_that_is_only_wrapped_goes_on() -> None:
    # when
    [(source, content)] = said(WRAPPED)

    # then
    assert source == "The harbour master"
    assert content.startswith("that the reservoir had been safe")


def test_a_shouted_heading_names_nobody() -> None:
    assert names(HEADINGS) == ["Mary Quill", "mayor"]


def test_a_sentence_full_of_names_is_no_headline() -> None:
    # given
    text = (
        "Mary Quill, Paul Arnott, Tess Ogden and Piet Vos met Harbour Master Jan Brill in "
        "Brighton.\n\nQuill said the pier was safe.\n\nVos said it was not."
    )

    # then
    assert names(text) == ["Mary Quill", "Piet Vos"]
