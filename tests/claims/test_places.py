"""Typed words and where they stand in a text."""

from webapp.attribution.text.spans import TextSpan
from webapp.claims.queries.places import Located, TypedWords, locate, place_or_none, surroundings

TEXT = (
    "Police said he ran. Later police said he fell.\n\n"
    "His partner said he was shot 🎉 and said no more.\n\n"
    "Nobody else said so.\n"
)


def words_at(located: Located) -> list[str]:
    return [TEXT[span.start : span.end] for span in located.spans]


def test_words_that_stand_once_are_found() -> None:
    # when
    located = locate(TEXT, [TypedWords("he was  shot 🎉"), TypedWords("HE FELL")], None)

    # then
    assert words_at(located) == ["he was shot 🎉", "he fell"]
    assert not located.is_open


def test_words_that_stand_nowhere_are_named() -> None:
    # when
    located = locate(TEXT, [TypedWords("he flew")], None)

    # then
    assert located.missing == ("he flew",)
    assert located.is_open


def test_words_that_stand_twice_are_asked_for_each_in_its_context() -> None:
    # when
    located = locate(TEXT, [TypedWords("said he")], None)

    # then
    (question,) = located.questions
    assert [option.before for option in question.options] == [
        "Police ",
        "Police said he ran. Later police ",
        "His partner ",
    ]
    assert question.options[2].after.startswith(" was shot 🎉 and said no more.")
    assert (question.chosen, located.spans, located.is_open) == ("", (), True)


def test_the_surroundings_of_a_claim_are_looked_at_first() -> None:
    # given
    near = surroundings(TEXT, [TextSpan(TEXT.index("Nobody"), TEXT.index("Nobody") + 6)])

    # when
    located = locate(TEXT, [TypedWords("said"), TypedWords("His partner")], near)

    # then
    assert near == TextSpan(TEXT.index("Nobody"), len(TEXT) - 1)
    assert words_at(located) == ["said", "His partner"]
    assert located.spans[0].start > TEXT.index("Nobody")


def test_a_chosen_place_is_kept_beside_its_rivals() -> None:
    # given
    third = TEXT.index("said he was")

    # when
    located = locate(TEXT, [TypedWords("said he", (TextSpan(third, third + 7),))], None)

    # then
    (question,) = located.questions
    assert question.chosen == f"{third}-{third + 7}"
    assert located.spans == (TextSpan(third, third + 7),)
    assert len(question.options) == 3


def test_a_hint_that_does_not_hold_the_words_is_no_hint() -> None:
    # when
    located = locate(
        TEXT, [TypedWords("he ran", (TextSpan(0, 6), TextSpan(5, 99_999), TextSpan(7, 7)))], None
    )

    # then
    assert words_at(located) == ["he ran"]


def test_two_pieces_with_the_same_words_take_two_places() -> None:
    # given
    first, last = TEXT.index("said"), TEXT.rindex("said")
    hints = (TextSpan(first, first + 4), TextSpan(last, last + 4))

    # when
    located = locate(TEXT, [TypedWords("said", hints), TypedWords("said", hints)], None)

    # then
    assert located.spans == hints


def test_no_more_places_are_offered_than_a_person_can_read() -> None:
    # when
    located = locate("no " * 40, [TypedWords("no")], None)

    # then
    (question,) = located.questions
    assert (len(question.options), question.hidden_count) == (12, 28)


def test_a_place_is_two_numbers() -> None:
    assert place_or_none(" 115-134 ") == TextSpan(115, 134)
    assert place_or_none("115") is None
    assert place_or_none("٣-٤") is None
