"""Examples: annotated texts as the stretches and labels that the network learns from."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.attribution.tagging.windows import Features, Window, features, windows
from webapp.attribution.tagging.wordpieces import WordPieces
from webapp.attribution.text.passages import Passages, Range, ranges, read
from webapp.attribution.word_lists import word_list

_FIRST_CUT = 150
"""Tokens before which a text's first cut falls, so that windows differ from round to round."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A person's attribution in tokens."""

    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    content: tuple[Range, ...]

    @property
    def all(self) -> tuple[Range, ...]:
        """Every range of it."""
        return (*self.cue, *self.source, *self.content)


@dataclass(frozen=True)
class Example:
    """An annotated text as the network sees it; attributions without a cue are left out."""

    text: str
    attributions: list[dict[str, Any]]
    passages: Passages
    features: list[Features]
    gold: list[Gold]


@dataclass(frozen=True)
class Stretch:
    """A window of an example, with its words spelt as they are seen this time."""

    example: Example
    pieces: Sequence[tuple[int, ...]]
    window: Window

    @property
    def size(self) -> int:
        """Word pieces."""
        return sum(len(self.pieces[i]) for i in range(self.window.first, self.window.last))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Rows of JSONL as {"id", "text", "attributions"}, or with "annotations" of several people.

    Raises ValueError that names the file and line of a row that has another shape.
    """
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            rows.append({**row, "text": str(row["text"]), "attributions": attributions_of(row)})
        except (json.JSONDecodeError, KeyError, TypeError, IndexError) as problem:
            message = f"{path.name}, line {number}: expected id, text and attributions ({problem})."
            raise ValueError(message) from problem
    return rows


def attributions_of(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The attributions of a row; of several people's those of the first by name."""
    if "attributions" in row:
        return list(row["attributions"])
    return list(row["annotations"][min(row["annotations"])]["attributions"])


def example(text: str, attributions: list[dict[str, Any]]) -> Example:
    """The text with its attributions in tokens."""
    passages = read(text)
    gold = [
        Gold(*(ranges(passages, row.get(role) or ()) for role in ("cue", "source", "content")))
        for row in attributions
    ]
    kept = [one for one in gold if one.cue]
    return Example(text, attributions, passages, features(passages), kept)


def stretches(
    examples: Sequence[Example], pieces: WordPieces, chance: random.Random
) -> Iterator[Stretch]:
    """Windows over all examples, cut at other places and with some words changed each time."""
    for one in examples:
        words = varied(one.passages.tokens.words, chance)
        spelt = [pieces.spell(word) for word in words]
        sizes = [len(ids) for ids in spelt]
        cut = chance.randrange(min(len(sizes), _FIRST_CUT)) if sizes else 0
        if cut:
            yield Stretch(one, spelt, Window(0, 0, cut))
        for window in windows(one.passages, sizes, cut):
            yield Stretch(one, spelt, window)


def varied(words: Sequence[str], chance: random.Random) -> Sequence[str]:
    """The words with names swapped or quotation marks of another kind, half of the time.

    News of one year is full of its names; a model should learn sentences instead.
    """
    kind = chance.random()
    if kind < 0.5:
        return words
    changed = list(words)
    if kind < 0.8:
        changed = _renamed(changed, chance)
    style = chance.random()
    if style < 0.3:
        changed = [_STRAIGHT.get(word, word) for word in changed]
    elif style < 0.4:
        changed = [_TYPED.get(word, word) for word in changed]
    return changed


_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'"}
_TYPED = {"“": "``", "”": "''"}
_NAMES = [name.title() for name in sorted(word_list("surnames"))]
_FEWEST = 3
"""How often a capitalised word stands inside sentences before it counts as a name."""


def _renamed(words: list[str], chance: random.Random) -> list[str]:
    """The text's most frequent names exchanged for others, each for the same throughout."""
    counts: dict[str, int] = {}
    for before, word in itertools.pairwise(words):
        if word[0].isupper() and len(word) > 2 and before[0].islower():
            counts[word] = counts.get(word, 0) + 1
    swapped = {
        word: chance.choice(_NAMES)
        for word, count in counts.items()
        if count >= _FEWEST and chance.random() < 0.7
    }
    return [swapped.get(word, word) for word in words]
