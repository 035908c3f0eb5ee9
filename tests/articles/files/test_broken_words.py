"""Words broken at line ends are found and joined; words with a hyphen of their own are not."""

from dataclasses import replace

import pytest

from webapp.articles.files.broken_words import broken_words, joined
from webapp.articles.files.drafts import Draft, facts_from
from webapp.attribution.text.furniture import Strike
from webapp.attribution.text.furniture_lines import FurnitureKind

PDF = 'Mayor Ines Hal-\nloway said on Mon-\n  day that it was safe. "No," she de-\nnied.\n'


def draft(text: str, *strikes: Strike) -> Draft:
    return Draft(text=text, facts=facts_from(text), file_sha256="", furniture=strikes)


def test_words_broken_at_line_ends_are_found() -> None:
    assert [word.whole for word in broken_words(PDF)] == ["Halloway", "Monday", "denied"]


@pytest.mark.parametrize(
    "text",
    [
        "the self-\nmade man",
        "a well-\nknown man",
        "Anglo-\nIrish talks",
        "the north-\neast coast; north-east winds",
        "he said -\nand left",
        "out-of-\nwork men",
        "pages 12-\n14",
        "e-\nmail",
    ],
    ids=repr,
)
def test_a_hyphen_of_the_words_own_is_left_alone(text: str) -> None:
    assert broken_words(text) == []


def test_joining_takes_the_hyphen_and_the_line_end_and_nothing_else() -> None:
    # when
    whole = joined(draft(PDF))

    # then
    assert whole.text == 'Mayor Ines Halloway said on Monday that it was safe. "No," she denied.\n'
    assert whole.original_sha256 == draft(PDF).text_sha256


def test_a_text_without_broken_words_is_as_it_came() -> None:
    # given
    plain = draft("He said so.\n")

    # then
    assert joined(plain) is plain


def test_what_is_struck_stays_struck() -> None:
    # given
    start = PDF.index("Mon-")
    strikes = (
        Strike(0, 5, FurnitureKind.BY_HAND),
        Strike(start, PDF.index(" that"), FurnitureKind.BY_HAND),
        Strike(PDF.index("denied"[:2] + "-"), len(PDF) - 1, FurnitureKind.BY_HAND),
    )

    # when
    whole = joined(draft(PDF, *strikes))

    # then
    assert whole.furniture is not None
    assert [whole.text[s.start : s.end] for s in whole.furniture] == ["Mayor", "Monday", "denied."]


def test_a_title_that_was_made_from_the_text_is_made_anew() -> None:
    # given
    text = f"VELMOUTH, March 3 (Continental Wire) - {PDF}"
    above = draft(text)
    given = replace(above, facts=replace(above.facts, title="Hal- loway", is_title_ours=False))

    # then
    assert above.facts.title == "Mayor Ines Hal-"
    assert joined(above).facts.title == "Mayor Ines Halloway said on Monday that it was safe."
    assert joined(given).facts.title == "Hal- loway"
