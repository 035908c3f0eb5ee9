"""What no reader sees changes neither what is found nor a name; places are those of the text."""

import unicodedata

import pytest

from tests.attribution.quoting import joined_quote
from webapp.attribution import Attribution, Engine
from webapp.attribution.text.tokens import Tokens

ENGINE = Engine()
CLEAN = (
    "Harbour master Zoë Lindqvist said on Friday that the crane had been checked.\n\n"
    "“Nobody was near it,” Ms Lindqvist told The Coast Post. She denied that it was old.\n\n"
    "According to the port authority, no ship was late.\n"
)


def found_in(text: str) -> list[tuple[str, ...]]:
    """The words of each attribution and what is suggested, as a reader sees them."""
    return [shown(text, found) for found in ENGINE.split(text).attributions]


def shown(text: str, found: Attribution) -> tuple[str, ...]:
    places = (found.source, found.cue, found.content, found.via_source)
    steps = (text[one.span.start : one.span.end] for one in found.mentions)
    words = [seen(one) for one in [*(joined_quote(text, place) for place in places), *steps]]
    return (found.source_name or "", found.stance, found.quote_form, *found.reasons, *words)


def seen(words: str) -> str:
    kept = (one for one in words if unicodedata.category(one) not in ("Cf", "Cc", "Mn"))
    return "".join(kept).replace("\n", "")


def sprinkled(text: str, character: str) -> str:
    """The character between any two letters."""
    return "".join(
        f"{one}{character}" if one.isalpha() and after.isalpha() else one
        for one, after in zip(text, [*text[1:], ""], strict=True)
    )


@pytest.mark.parametrize(
    "character", ["\xad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\ufe0f"], ids=ascii
)
def test_invisible_characters_in_every_word_change_nothing(character: str) -> None:
    # given
    clean = found_in(CLEAN)

    # when
    found = found_in(sprinkled(CLEAN, character))

    # then
    assert len(clean) > 3
    assert found == clean


def test_words_broken_by_soft_hyphens_at_line_ends_are_whole() -> None:
    # given
    text = (
        CLEAN.replace("Lind", "Lind\xad\n")
        .replace("den", "de\xad\nn")
        .replace("port", "po\xad\nrt")
    )

    # when
    found = found_in(text)

    # then
    assert found == found_in(CLEAN)


def test_a_quote_is_the_words_of_the_stored_text() -> None:
    # given
    text = "Mayor Ru\xadth Ka\u0308lin\u200b said\u2060 that the bridge was sa\xadfe."

    # when
    [found] = ENGINE.split(text).attributions

    # then
    assert joined_quote(text, found.source) == "Mayor Ru\xadth Ka\u0308lin"
    assert joined_quote(text, found.cue) == "said"
    assert joined_quote(text, found.content) == "that the bridge was sa\xadfe"
    assert found.source_name == "Ruth Kälin"


DECOMPOSED = [
    ("French", "Mayor André Lefèvre said that the quay was shut.", "André Lefèvre"),
    ("Czech", "Mayor Jiří Dvořák said that the quay was shut.", "Jiří Dvořák"),
    ("Vietnamese", "Mayor Nguyễn Thị Hạnh said that the quay was shut.", "Nguyễn Thị Hạnh"),
    ("Ukrainian", "Mayor Андрій Їжак said that the quay was shut.", "Андрій Їжак"),
    ("Greek", "Mayor Ελένη Ράπτη said that the quay was shut.", "Ελένη Ράπτη"),
]


@pytest.mark.parametrize(
    ("text", "name"), [row[1:] for row in DECOMPOSED], ids=[row[0] for row in DECOMPOSED]
)
def test_a_name_with_accents_of_their_own_is_given_composed(text: str, name: str) -> None:
    # given
    apart = unicodedata.normalize("NFD", text)

    # when
    [found] = ENGINE.split(apart).attributions

    # then
    assert apart != text
    assert found.source_name == name
    assert joined_quote(apart, found.source) == unicodedata.normalize("NFD", f"Mayor {name}")


def test_a_mention_with_a_decomposed_name_leads_to_the_composed_one() -> None:
    # given
    text = "Mayor Ilse Kra\u0308mer said that the quay was shut. “It is late,” Krämer added."

    # when
    names = [found.source_name for found in ENGINE.split(text).attributions]

    # then
    assert names == ["Ilse Krämer", "Ilse Krämer"]


def test_ligatures_from_a_pdf_are_letters() -> None:
    # given
    text = "The chief o\ufb03cer, Ruth Gri\ufb03th, con\ufb01rmed that nobody was hurt."

    # when
    [found] = ENGINE.split(text).attributions

    # then
    assert found.source_name == "Ruth Griffith"
    assert joined_quote(text, found.cue) == "con\ufb01rmed"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Adẹ̀ spoke", ["Adẹ̀", "spoke"]),
        ("राज कुमार", ["राज", "कुमार"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
        ("น้ำ", ["น้ำ"]),
    ],
    ids=["Yoruba", "Hindi", "Arabic", "Thai"],
)
def test_a_word_keeps_its_marks(text: str, words: list[str]) -> None:
    # given
    tokens = Tokens(text, [], [], [])

    # when
    tokens.add(0, len(text))

    # then
    assert tokens.words == words


@pytest.mark.parametrize("text", ["\u200b", "\xad\n\xad", "\u0301", "\u2800 \ufeff"], ids=ascii)
def test_a_text_with_nothing_to_see_gives_nothing(text: str) -> None:
    assert ENGINE.split(text).attributions == ()
