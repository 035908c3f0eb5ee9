"""How words are spelt for the model."""

import pytest

from webapp.attribution.engine import SHIPPED
from webapp.attribution.tagging.wordpieces import UNKNOWN, WordPieces

PIECES = WordPieces(SHIPPED / "vocabulary.txt")
NAMES = (SHIPPED / "vocabulary.txt").read_text("utf-8").splitlines()


def spelt(word: str) -> list[str]:
    return [NAMES[number] for number in PIECES.spell(word)]


def test_a_common_word_is_one_piece_whatever_its_capitals() -> None:
    assert spelt("Government") == ["government"]


def test_a_rare_word_is_spelt_by_its_longest_known_beginnings() -> None:
    assert spelt("Taraikovsky") == ["tara", "##iko", "##vsky"]


def test_accents_are_left_out() -> None:
    assert spelt("café") == spelt("cafe")


@pytest.mark.parametrize("word", ["\U0001f9ff", "a" * 41, "\u0301", "\u200b"])
def test_what_cannot_be_spelt_is_unknown(word: str) -> None:
    assert PIECES.spell(word) == (UNKNOWN,)
