"""Cues: the words that ascribe ("said", "according to"), from a lexicon of counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from webapp.attribution.passages import Passages, Range, Sentence
from webapp.attribution.weights import LEXICON, chance, leaning
from webapp.attribution.words import AUXILIARY, kind_of

THRESHOLD = 0.42
LEAST_SHARE = 0.01
LONGEST_QUOTED = 6
"""Tokens of the longest quotation that is looked into for cues."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sequence of words, which of them is its head, and how often it was a cue when seen."""

    words: tuple[str, ...]
    head: int
    cued: int
    seen: int

    @property
    def share(self) -> float:
        """How often it was a cue, held low for what was rarely seen."""
        return (self.cued + 0.1) / (self.seen + 2)


@dataclass(frozen=True)
class Lexicon:
    """Head word -> how often it heads a cue, and the longer sequences that it heads."""

    heads: dict[str, float]
    sequences: dict[str, list[Entry]]


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens from `first` up to, not including, `last`; the telling word stands at `head`."""

    first: int
    head: int
    last: int
    chance: float


@cache
def lexicon() -> Lexicon:
    """The counts, read once."""
    heads: dict[str, float] = {}
    sequences: dict[str, list[Entry]] = {}
    for line in (LEXICON / "cues.tsv").read_text("utf-8").splitlines():
        joined, head, cued, seen = line.split("\t")
        words = tuple(joined.split(" "))
        entry = Entry(words, int(head), int(cued), int(seen))
        if len(words) == 1:
            heads[joined] = entry.share
        else:
            sequences.setdefault(words[entry.head], []).append(entry)
    for entries in sequences.values():
        entries.sort(key=lambda entry: (-len(entry.words), entry.words))
    return Lexicon(heads, sequences)


def leads(word: str) -> bool:
    """Whether the word may stand before a cue's verb and belong to it."""
    kind = kind_of(word)
    return kind in AUXILIARY or kind == "ly" or word in ("also", "still", "just", "again", "never")


def candidates(passages: Passages, sentence: Sentence) -> list[int]:
    """Tokens of the sentence that head a cue now and then, outside long quotations."""
    heads, lower, inside = lexicon().heads, passages.tokens.lower, passages.inside
    found: list[int] = []
    for i in range(sentence.first, sentence.last):
        if heads.get(lower[i], 0.0) >= LEAST_SHARE:
            quote = inside[i]
            if quote < 0 or passages.quotes[quote].size <= LONGEST_QUOTED:
                found.append(i)
    return found


def chain_start(passages: Passages, sentence: Sentence, head: int) -> int:
    """Where the auxiliaries and adverbs before the head begin."""
    first, lower = head, passages.tokens.lower
    while first > sentence.first and leads(lower[first - 1]):
        first -= 1
    while first < head and lower[first] in ("'s", "'d") and kind_of(lower[first + 1]) == "w":
        first += 1
    return first


def signs(passages: Passages, sentence: Sentence, i: int) -> list[str]:
    """What speaks for or against the token heading a cue."""
    lower, kind = passages.lower, passages.kind
    w = lower(i)
    first = chain_start(passages, sentence, i)
    auxiliaries = " ".join(passages.tokens.lower[first:i])
    before, after = kind(first - 1), kind(i + 1)
    share = lexicon().heads.get(w, 0.0)
    quote = _quote_signs(passages, sentence, first, i)
    return [
        "*",
        f"share {round(2 * math.log(share / (1 - share))) if share else -9}",
        f"w {w}",
        f"a {auxiliaries}",
        f"wa {w} {auxiliaries}",
        f"b {lower(first - 1)}",
        f"bk {before}",
        f"wb {w} {before}",
        f"wbl {w} {lower(first - 1)}",
        f"n {lower(i + 1)}",
        f"nk {after}",
        f"wn {w} {lower(i + 1)}",
        f"wnk {w} {after}",
        f"nn {lower(i + 1)} {lower(i + 2)}",
        f"n2 {kind(i + 1)} {kind(i + 2)}",
        f"bn {before} {after}",
        f"b2 {kind(first - 2)} {before}",
        f"e {w[-3:]}",
        f"ebn {kind(i)} {before} {after}",
        f"q {quote}",
        f"wq {w} {quote}",
        f"bq {before} {quote} {after}",
        f"in {passages.inside[i] >= 0} {kind(i)}",
        f"p {min(sentence.paragraph, 1)} {w}",
        f"p0 {min(sentence.paragraph, 1)}",
        f"that {'that' in passages.tokens.lower[i + 1 : min(i + 5, sentence.last)]} {kind(i)}",
        *_neighbours(passages, sentence, i),
    ]


def _quote_signs(passages: Passages, sentence: Sentence, first: int, i: int) -> str:
    """Whether a quotation ends shortly before the cue or opens shortly behind it."""
    inside = passages.inside
    near = range(max(first - 12, sentence.first), first)
    ended = any(inside[k] >= 0 and inside[k + 1] < 0 for k in near)
    opens = any(
        inside[k] >= 0 and inside[k - 1] < 0 for k in range(i + 1, min(i + 6, sentence.last))
    )
    return f"{'b' if ended else ''}{'a' if opens else ''}"


def _neighbours(passages: Passages, sentence: Sentence, i: int) -> list[str]:
    """The strongest other candidates before and behind, and whether they stand near."""
    heads, lower = lexicon().heads, passages.tokens.lower
    low, high = max(sentence.first, i - 15), min(sentence.last, i + 16)
    before = max((heads.get(lower[k], 0.0) for k in range(low, i)), default=0.0)
    after = max((heads.get(lower[k], 0.0) for k in range(i + 1, high)), default=0.0)
    own = heads.get(lower[i], 0.0)
    return [
        f"sb {int(before * 5)} {int(own * 5)}",
        f"sa {int(after * 5)} {int(own * 5)}",
        f"sba {int(before * 3)} {int(own * 3)} {int(after * 3)}",
    ]


def extent(passages: Passages, sentence: Sentence, head: int) -> Range:
    """The whole cue round its head: auxiliaries before, the longest known sequence behind."""
    lower = passages.tokens.lower
    for entry in lexicon().sequences.get(lower[head], ()):
        start = head - entry.head
        end = start + len(entry.words)
        if sentence.first <= start and end <= sentence.last and _stand(lower, start, entry.words):
            return chain_start(passages, sentence, start), end
    return chain_start(passages, sentence, head), head + 1


def _stand(lower: Sequence[str], start: int, words: tuple[str, ...]) -> bool:
    """Whether the words stand at the place."""
    return tuple(lower[start : start + len(words)]) == words


def cues_in(passages: Passages, sentence: Sentence) -> list[Cue]:
    """The sentence's cues, left to right; where two overlap the likelier one stays."""
    found: list[Cue] = []
    for head in candidates(passages, sentence):
        likely = chance(leaning("cue", signs(passages, sentence, head)))
        if likely < THRESHOLD:
            continue
        first, last = extent(passages, sentence, head)
        cue = Cue(first, head, last, likely)
        if found and found[-1].last > first:
            if found[-1].chance >= likely:
                continue
            found.pop()
        found.append(cue)
    return found
