"""Quotations that may be two people's are told apart from those of one."""

import pytest

from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.voices import may_mix_voices
from webapp.attribution.text.passages import read


def may_mix(text: str, content: list[str], cue: str = "said") -> bool:
    """Whether the last cue's content, of those pieces, may be two people's."""
    passages = read(text)
    starts, ends = passages.tokens.starts, passages.tokens.ends

    def place(words: str, start: int) -> tuple[int, int]:
        return starts.index(start), ends.index(start + len(words)) + 1

    pieces = tuple(place(words, text.index(words)) for words in content)
    return may_mix_voices(passages, Link((place(cue, text.rindex(cue)),), (), pieces))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            '"Yes," she said, and smiled. "And you?" Tom Brill said.',
            ['"Yes,"', '"And you?"'],
        ),
        ('"Are you here?"\n\n"No," Tom Brill said.', ['"Are you here?"', '"No,"']),
    ],
)
def test_others_words_or_another_paragraph_between_quotations_may_be_anothers(
    text: str, content: list[str]
) -> None:
    assert may_mix(text, content)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ('"Yes," Tom Brill said. "It was a good day."', ['"Yes,"', '"It was a good day."']),
        ('"It was good." "It was cold." Tom Brill said.', ['"It was good."', '"It was cold."']),
        ('Tom Brill said it was "good" and "cold".', ['it was "good" and "cold"']),
        (
            '"It was good.\n\n"It was cold," Tom Brill said.',
            ['"It was good.', '"It was cold,"'],
        ),
    ],
)
def test_quotations_round_ones_own_words_and_over_paragraphs_are_ones_own(
    text: str, content: list[str]
) -> None:
    assert not may_mix(text, content)
