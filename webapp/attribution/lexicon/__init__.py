"""What was learned from counts: cue words, word forms and weights; read once, when first asked."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

PRIOR_SEEN = 4.0
"""How many unseen occurrences stand against every cue word, so that rare ones count less."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Counts behind the rules.

    `chance`: how often a word opens a cue where it stands outside other contents, 0 to 1.
    `before`: the same for a word and its left neighbour, `after`: and its right one.
    `longer`: word runs that stay one cue ("called for"). `verbs`, `nouns`: words by usual use.
    """

    chance: dict[str, float]
    after: dict[tuple[str, str], float]
    longer: frozenset[tuple[str, ...]]
    verbs: frozenset[str]
    nouns: frozenset[str]
    weights: dict[str, float]


@functools.cache
def lexicon() -> Lexicon:
    """The one lexicon that comes with the package."""
    chance = {row[0]: _chance(row) for row in _rows("cues.tsv")}
    after = {(row[0], row[1]): _chance(row[1:]) for row in _rows("pairs.tsv")}
    longer = frozenset(tuple(row[0].split(" ")) for row in _rows("longer.tsv"))
    uses = {row[0]: row[1] for row in _rows("words.tsv")}
    verbs = frozenset(word for word, use in uses.items() if use == "verb")
    nouns = frozenset(word for word, use in uses.items() if use == "noun")
    weights = {row[0]: float(row[1]) for row in _rows("weights.tsv")}
    return Lexicon(chance, after, longer, verbs, nouns, weights)


def _chance(row: list[str]) -> float:
    return float(row[2]) / (float(row[1]) + PRIOR_SEEN)


def _rows(name: str) -> Iterator[list[str]]:
    """The tab-separated lines of one file of this package, its heading left out."""
    lines = files(__name__).joinpath(name).read_text("utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)
