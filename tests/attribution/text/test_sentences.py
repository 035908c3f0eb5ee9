"""Where a statement ends, and where it does not."""

import pytest

from webapp.attribution.text.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "In a brief interview, Ms. Conway rejected it.",
        "Ms. Conway rejected it.",
        "Rep. John Lewis (D-Ga.) said so.",
        "The U.S. Senate voted with Gov. Mike Pence and Lt. Col. Smith.",
    ],
)
def test_titles_and_short_forms_end_no_sentence(text: str) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == [text]


def test_sentences_end_at_their_marks_and_with_their_paragraph() -> None:
    # given
    text = "It rained. “Go home!” he said.\n\nNobody went"

    # then
    assert [text[span.start : span.end] for span in sentences(text)] == [
        "It rained.",
        "“Go home!” he said.",
        "Nobody went",
    ]
