"""Spans count code points of the text as it is."""

import pytest

from tests.attribution.quoting import joined_quote
from webapp.attribution.text.spans import SpanOutsideText, TextSpan, find_words, quote_of, tidy


def test_a_quote_is_the_words_of_its_span() -> None:
    assert quote_of("She said “no” 👍🏽 twice", TextSpan(9, 13)) == "“no”"


@pytest.mark.parametrize(
    "span", [TextSpan(3, 3), TextSpan(4, 2), TextSpan(-1, 2), TextSpan(0, 9)], ids=str
)
def test_a_span_without_words_is_refused(span: TextSpan) -> None:
    with pytest.raises(SpanOutsideText):
        quote_of("eight ch", span)


def test_discontinuous_content_is_joined_by_an_ellipsis() -> None:
    # given
    text = "extensive bruises they said were due to police beatings"

    # when
    quote = joined_quote(text, [TextSpan(0, 17), TextSpan(28, 55)])

    # then
    assert quote == "extensive bruises … were due to police beatings"


def test_touching_spans_become_one() -> None:
    assert tidy([TextSpan(5, 9), TextSpan(0, 2), TextSpan(2, 4)]) == (
        TextSpan(0, 4),
        TextSpan(5, 9),
    )


def test_typed_words_are_found_in_spite_of_line_breaks_and_straight_quotes() -> None:
    # given
    text = "He said:\n“It’s\nover”, then: “It’s over”."

    # when
    places = find_words(text, '"It\'s over"')

    # then
    assert [quote_of(text, place) for place in places] == ["“It’s\nover”", "“It’s over”"]


def test_words_after_an_emoji_are_found_at_their_code_points() -> None:
    # given
    text = "👨‍👩‍👧 they SAID so"

    # when
    places = find_words(text, "they said")

    # then
    assert [quote_of(text, place) for place in places] == ["they SAID"]
