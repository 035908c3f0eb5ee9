"""Scoring: how much of a person's work the engine saves, measured against gold.

Tokens are words and single marks; marks at the edge of a span do not count. A proposal is *found*
when its cue shares a token with a gold cue (contents, where either has no cue), its *source* is
right when the sources share a token or both are empty, its *content* when the Jaccard index of the
tokens is at least 0.8, and it is *usable* when all three hold. *Exact* compares whole spans. Alpha
is Krippendorff's, nominal, over the tokens' labels.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ROLES = ("source", "cue", "content")
MEASURES = ("found", "source", "content", "usable")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_LIKE = 0.8

Labels = dict[str, frozenset[int]]
"""Of one attribution: the numbers of its tokens, per role."""


@dataclass(frozen=True)
class Judged:
    """A matched pair: indexes of the proposal and of the gold, and whether the two parts agree."""

    proposed: int
    gold: int
    source: bool
    content: bool

    @property
    def usable(self) -> bool:
        """At most a word is left for a person to mend."""
        return self.source and self.content


@dataclass
class Ratio:
    """Hits among what was proposed and among what is gold."""

    hits: int = 0
    proposed: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of proposals that hit; 0 where there are none."""
        return self.hits / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was hit; 0 where there is none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hits / (self.proposed + self.gold) if self.hits else 0.0


@dataclass
class Score:
    """What several texts add up to."""

    articles: int = 0
    measures: dict[str, Ratio] = field(default_factory=lambda: {name: Ratio() for name in MEASURES})
    tokens: dict[str, Ratio] = field(default_factory=lambda: {role: Ratio() for role in ROLES})
    exact: dict[str, Ratio] = field(default_factory=lambda: {role: Ratio() for role in ROLES})
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def alpha(self) -> float:
        """Krippendorff's alpha of the token labels; 1 is the same, 0 is chance."""
        margins: Counter[str] = Counter()
        for (first, second), count in self.pairs.items():
            margins[first] += count
            margins[second] += count
        total = margins.total()
        if total < 2:
            return 0.0
        differing = sum(count for (a, b), count in self.pairs.items() if a != b)
        expected = (total**2 - sum(n**2 for n in margins.values())) / (total * (total - 1))
        return 1 - (2 * differing / total) / expected if expected else 1.0

    def add(self, text: str, proposed: Sequence[Mapping[str, Any]], gold: Any) -> list[Judged]:
        """Count one text: attributions as mappings of role to spans. Gives the matched pairs."""
        tokens = [match.span() for match in _TOKEN.finditer(text)]
        ours, theirs = (_labels(text, tokens, rows) for rows in (proposed, gold))
        matched = list(_matched(ours, theirs))
        self.articles += 1
        for name in MEASURES:
            ratio = self.measures[name]
            ratio.proposed += len(ours)
            ratio.gold += len(theirs)
            ratio.hits += sum(name == "found" or getattr(pair, name) for pair in matched)
        self._count_exact(ours, theirs)
        self._count_tokens(len(tokens), ours, theirs)
        return matched

    def _count_exact(self, ours: Sequence[Labels], theirs: Sequence[Labels]) -> None:
        for role in ROLES:
            first, second = (Counter(r[role] for r in rows if r[role]) for rows in (ours, theirs))
            ratio = self.exact[role]
            ratio.hits += (first & second).total()
            ratio.proposed += first.total()
            ratio.gold += second.total()

    def _count_tokens(self, count: int, ours: Sequence[Labels], theirs: Sequence[Labels]) -> None:
        for first, second in zip(_painted(count, ours), _painted(count, theirs), strict=True):
            self.pairs[first, second] += 1
            for role in ROLES:
                ratio = self.tokens[role]
                ratio.proposed += first == role
                ratio.gold += second == role
                ratio.hits += first == second == role


def _labels(
    text: str, tokens: Sequence[tuple[int, int]], rows: Iterable[Mapping[str, Any]]
) -> list[Labels]:
    starts = [start for start, _ in tokens]
    is_word = [text[start].isalnum() or text[start] == "_" for start in starts]
    return [
        {role: frozenset(_inside(starts, is_word, row.get(role) or ())) for role in ROLES}
        for row in rows
    ]


def _inside(
    starts: Sequence[int], is_word: Sequence[bool], spans: Iterable[Sequence[int]]
) -> Iterator[int]:
    for start, end in spans:
        first, last = bisect.bisect_left(starts, start), bisect.bisect_left(starts, end)
        while first < last and not is_word[first]:
            first += 1
        while first < last and not is_word[last - 1]:
            last -= 1
        yield from range(first, last)


def _matched(ours: Sequence[Labels], theirs: Sequence[Labels]) -> Iterator[Judged]:
    """One to one, greedily: the best overlap of cues first, then of contents."""
    candidates = []
    for i, mine in enumerate(ours):
        for j, other in enumerate(theirs):
            role = "cue" if mine["cue"] and other["cue"] else "content"
            if mine[role] & other[role]:
                shared = len(mine["cue"] & other["cue"])
                candidates.append((-shared, -_jaccard(mine, other), i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    for _, likeness, i, j in sorted(candidates):
        if i in used[0] or j in used[1]:
            continue
        used[0].add(i)
        used[1].add(j)
        said, told = ours[i]["source"], theirs[j]["source"]
        yield Judged(i, j, bool(said & told) or not (said or told), -likeness >= _LIKE)


def _jaccard(mine: Labels, other: Labels) -> float:
    union = mine["content"] | other["content"]
    return len(mine["content"] & other["content"]) / len(union) if union else 1.0


def _painted(count: int, rows: Sequence[Labels]) -> list[str]:
    labels = ["none"] * count
    for role in ("content", "source", "cue"):
        for row in rows:
            for token in row[role]:
                labels[token] = role
    return labels
