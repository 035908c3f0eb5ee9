"""Windows: a text cut into stretches that the model can read, and what it sees of each word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.attribution.tagging.wordpieces import WordPieces
from webapp.attribution.text.passages import Passages, Range

LONGEST_WINDOW = 254
"""Word pieces of the longest window, its two end marks not counted."""
FEWEST_WORDS = 3
"""Different words that a window must have to be read at all."""
REACH = 80
"""Tokens on each side of a cue among which its source and content are looked for."""
CONTEXT = 32
"""Word pieces of what came before that a window repeats."""

Features = tuple[int, int, int]
"""Of a word: what it looks like, what stands before it, whether it is quoted."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens from `first` up to `last`; what is found before `core` belongs to the last window."""

    first: int
    core: int
    last: int


def features(passages: Passages) -> list[Features]:
    """What the model sees of every token beside its spelling."""
    tokens = passages.tokens
    starts = dict.fromkeys((first for first, _ in passages.sentences), 2)
    starts.update(dict.fromkeys((first for first, _ in passages.paragraphs), 3))
    seen: list[Features] = []
    end = -1
    for i, word in enumerate(tokens.words):
        before = starts.get(i, 0 if tokens.starts[i] == end else 1)
        seen.append((_look(word), before, int(passages.inside[i] >= 0)))
        end = tokens.ends[i]
    return seen


def _look(word: str) -> int:
    """0 in small letters, 1 with a capital, 2 in capitals, 3 with a number, 4 a mark."""
    if not word[0].isalnum():
        return 4
    if word[0].isdigit():
        return 3
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def spelt(passages: Passages, pieces: WordPieces) -> list[tuple[int, ...]]:
    """The word pieces of every token."""
    return [pieces.spell(word) for word in passages.tokens.words]


def windows(passages: Passages, sizes: Sequence[int], start: int = 0) -> list[Window]:
    """Windows whose cores cover the words from `start`, cut at the ends of paragraphs.

    `sizes` are word pieces per token. Where no paragraph ends in time a sentence's end will do,
    and at worst any word's.
    """
    seams = _seams(passages)
    found: list[Window] = []
    core, count = start, len(sizes)
    while core < count:
        first = _context(sizes, core)
        room = LONGEST_WINDOW - sum(sizes[first:core])
        last = core
        while last < count and sizes[last] <= room:
            room -= sizes[last]
            last += 1
        last = count if last == count else _cut(seams, core, last)
        if _has_words(passages, core, last):
            found.append(Window(first, core, last))
        core = last
    return found


def _has_words(passages: Passages, core: int, last: int) -> bool:
    """Enough different words that somebody may say something: not marks or one word repeated."""
    words = {word for word in passages.tokens.words[core:last] if word[0].isalpha()}
    return len(words) >= FEWEST_WORDS


def _context(sizes: Sequence[int], core: int) -> int:
    first, room = core, CONTEXT
    while first and sizes[first - 1] <= room:
        first -= 1
        room -= sizes[first]
    return first


def _seams(passages: Passages) -> dict[int, int]:
    """Where a window may end: 2 after a paragraph, 1 after a sentence."""
    seams = dict.fromkeys((last for _, last in passages.sentences), 1)
    seams.update(dict.fromkeys((last for _, last in passages.paragraphs), 2))
    return seams


def _cut(seams: dict[int, int], core: int, last: int) -> int:
    """The last paragraph's end in the later half, else sentence's end, else the last word."""
    half: Range = (core + (last - core) // 2, last)
    for kind in (2, 1):
        for place in range(half[1], half[0], -1):
            if seams.get(place, 0) >= kind:
                return place
    return max(last, core + 1)
