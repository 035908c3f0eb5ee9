"""Pages write numbers, days and moments in one way."""

from datetime import UTC, date, datetime

import pytest

from webapp.markup.words import counted, day, either, number, sentence, short_day, soon, time_of

MOMENT = datetime(2026, 1, 2, 4, 5, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1234, "1,234 claims")]
)
def test_what_is_counted_stands_in_the_right_number(count: int, words: str) -> None:
    assert counted(count, "claim") == words


def test_a_plural_of_its_own_is_given() -> None:
    assert [counted(count, "person", "people") for count in (1, 2)] == ["1 person", "2 people"]
    assert [either(count, "is", "are") for count in (0, 1, 2)] == ["are", "is", "are"]


def test_numbers_of_four_digits_are_parted() -> None:
    assert [number(count) for count in (999, 1000, 1234567)] == ["999", "1,000", "1,234,567"]


def test_days_carry_no_leading_zero() -> None:
    assert (day(date(2026, 1, 2)), short_day(date(2026, 1, 2))) == ("2 January 2026", "2 Jan 2026")


def test_moments_are_told_to_the_minute_with_their_zone() -> None:
    assert time_of(MOMENT) == "2 January 2026, 04:05 UTC"
    assert soon(MOMENT) == "2 January, 04:05 UTC"


def test_a_sentence_begins_with_a_capital_letter_and_keeps_its_names() -> None:
    assert sentence("it names “Taraikovsky” too") == "It names “Taraikovsky” too"
    assert sentence("") == ""
