"""Texts that are nearly the same: by the words that follow one another in both.

Candidates are found by a sketch, the smallest hashes of a text's five-word shingles (Broder,
"On the resemblance and containment of documents", 1997); whether two texts are nearly the same is
then counted over all their words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from heapq import nsmallest

from webapp.folding import folded
from webapp.similarity.numbers import number_of

WORDS_IN_A_ROW = 5
SKETCH_SIZE = 16
"""Two texts that share half their shingles miss each other's sketch once in tens of thousands."""
NEARLY_THE_SAME_FROM = 0.8
"""The share of the longer text's words that both have."""
_SHARED_RUNS_FROM = 0.4
"""The share of the shorter text's shingles that both have: the same words in another order are
another text."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+")
"""A word; where a script sets no blanks between words, a character."""


def words_of(text: str) -> list[str]:
    """The folded words, in order."""
    return _WORD.findall(folded(text))


def shingles_of(words: list[str]) -> set[int]:
    """A number of 63 bits for each five words that follow one another; for fewer words, one."""
    return {number_of(run) for run in _runs(words)}


def sketch_of(text: str) -> list[int]:
    """The smallest of the text's shingles, in order: at most `SKETCH_SIZE` of them."""
    return nsmallest(SKETCH_SIZE, shingles_of(words_of(text)))


def share_of(one: str, other: str) -> float:
    """How much of the longer text both have, 0 to 1; 0 unless they are nearly the same.

    Texts without a word, such as signs alone, are like none.
    """
    words, others = words_of(one), words_of(other)
    shorter, longer = sorted((len(words), len(others)))
    if not shorter or shorter < NEARLY_THE_SAME_FROM * longer:
        return 0.0
    shingles, other_shingles = shingles_of(words), shingles_of(others)
    runs = len(shingles & other_shingles) / min(len(shingles), len(other_shingles))
    share = (Counter(words) & Counter(others)).total() / longer
    return share if runs >= _SHARED_RUNS_FROM and share >= NEARLY_THE_SAME_FROM else 0.0


def _runs(words: list[str]) -> Iterator[str]:
    for start in range(max(1, len(words) - WORDS_IN_A_ROW + 1)):
        yield " ".join(words[start : start + WORDS_IN_A_ROW])
