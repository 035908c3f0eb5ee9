"""Word pieces: how the model spells a word, as BERT's uncased vocabulary has it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

PAD, UNKNOWN, START, END = 0, 100, 101, 102
LONGEST_WORD = 40
"""Code points of the longest word that is spelt out; longer ones are unknown."""


class WordPieces:
    """Greedy longest-match spelling (Wu et al. 2016), one word at a time."""

    def __init__(self, vocabulary: Path) -> None:
        pieces = vocabulary.read_text("utf-8").splitlines()
        self._ids = {piece: number for number, piece in enumerate(pieces)}
        self.spell = lru_cache(maxsize=50_000)(self._spell)

    def _spell(self, word: str) -> tuple[int, ...]:
        """The ids of the word's pieces, at least one."""
        plain = "".join(
            mark for mark in unicodedata.normalize("NFD", word.lower()) if not _is_accent(mark)
        )
        if not plain or len(plain) > LONGEST_WORD:
            return (UNKNOWN,)
        found: list[int] = []
        start = 0
        while start < len(plain):
            end = len(plain)
            while end > start and (number := self._id(plain, start, end)) is None:
                end -= 1
            if end == start or number is None:
                return (UNKNOWN,)
            found.append(number)
            start = end
        return tuple(found)

    def _id(self, word: str, start: int, end: int) -> int | None:
        piece = word[start:end]
        return self._ids.get(f"##{piece}" if start else piece)


def _is_accent(mark: str) -> bool:
    return unicodedata.category(mark) == "Mn"
