"""Sources: the words that name who speaks, before the cue, behind it, or shared with another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.attribution import signs
from webapp.attribution.cues import Cue
from webapp.attribution.passages import Passages, Range, Sentence
from webapp.attribution.weights import leaning, likeliest

LONGEST_SOURCE = 30
"""Tokens that a walk looks at."""


class Link(StrEnum):
    """How a cue comes by its source."""

    BEFORE = "before"
    BEHIND = "behind"
    SHARED = "shared"
    SUBJECT = "subject"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Source:
    """The tokens of a source, or none, and how the cue comes by it."""

    link: Link
    place: Range | None


def before(passages: Passages, sentence: Sentence, cue: Cue) -> Range | None:
    """The source that ends where the cue begins."""
    edge = cue.first
    low = max(sentence.first, edge - LONGEST_SOURCE)
    steps = range(edge - 1, low - 1, -1)
    if not steps:
        return None
    stop = likeliest(
        [leaning("source start", signs.start_signs(passages, k, edge, cue)) for k in steps], -9.0
    )
    return trim(passages, (steps[stop] if stop is not None else low, edge))


def begin_behind(passages: Passages, sentence: Sentence, at: int) -> int:
    """Where a source behind token `at` would begin: after "by", "from" and their like."""
    return at + 1 if passages.kind(at) in ("by", "in", "to") and at + 1 < sentence.last else at


def behind(passages: Passages, sentence: Sentence, begin: int) -> Range | None:
    """The source that begins at the token."""
    high = min(sentence.last, begin + LONGEST_SOURCE)
    steps = range(begin + 1, high)
    if begin >= sentence.last:
        return None
    stop = likeliest(
        [leaning("source end", signs.end_signs(passages, k, begin)) for k in steps], -2.0
    )
    return trim(passages, (begin, steps[stop] if stop is not None else high))


def trim(passages: Passages, place: Range) -> Range | None:
    """The place without marks at its edges."""
    first, last = place
    while first < last and not passages.tokens.words[first][0].isalnum():
        first += 1
    while last > first and not passages.tokens.words[last - 1][0].isalnum():
        last -= 1
    return (first, last) if first < last else None


def places(
    passages: Passages, sentence: Sentence, cue: Cue, previous: Range | None
) -> dict[Link, Range]:
    """Where each way of coming by a source would find it."""
    found = {
        Link.BEFORE: before(passages, sentence, cue),
        Link.BEHIND: behind(passages, sentence, begin_behind(passages, sentence, cue.last)),
        Link.SHARED: previous,
        Link.SUBJECT: subject(passages, sentence, cue),
    }
    return {link: place for link, place in found.items() if place}


def subject(passages: Passages, sentence: Sentence, cue: Cue) -> Range | None:
    """What stands where the sentence's subject is looked for."""
    begin = sentence.first
    if passages.kind(begin) in ("in", "after", "ing", "day", "last", "adverb", "ly"):
        high = min(sentence.last, begin + 25)
        begin = next((k + 1 for k in range(begin, high) if passages.kind(k) == ","), begin)
    if passages.kind(begin) in ("and", "but"):
        begin += 1
    return behind(passages, sentence, begin)
