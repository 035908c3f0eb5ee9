"""Contents: the words that are ascribed, behind the cue, before it, or on both sides."""

from __future__ import annotations

from webapp.attribution import signs
from webapp.attribution.cues import Cue
from webapp.attribution.passages import Passages, Range, Sentence
from webapp.attribution.quotations import Quotation
from webapp.attribution.sources import Source
from webapp.attribution.weights import leaning, likeliest

MOST_FURTHER = 40
"""Quotations that may follow a content."""
FARTHEST_BEGIN = 14
"""Tokens behind the cue among which a content may begin."""
_QUIET = frozenset({"w", "Cap", "s", "the", "num", "his"})


def around(cue: Cue, source: Source) -> Range:
    """From the first to the last token of cue and source where they stand side by side."""
    first, last = cue.first, cue.last
    if source.place and source.link in ("before", "behind"):
        first, last = min(first, source.place[0]), max(last, source.place[1])
    return first, last


def begins(passages: Passages, sentence: Sentence, base: int) -> range:
    """Where content behind the cue may begin."""
    return range(base, min(sentence.last, base + FARTHEST_BEGIN))


def stops(passages: Passages, sentence: Sentence, begin: int) -> list[int]:
    """Where content may end before the sentence does: outside quotations, at a seam."""
    inside, kinds = passages.inside, passages.kinds
    return [
        k
        for k in range(begin + 1, sentence.last)
        if (inside[k] < 0 or inside[k] != inside[k - 1])
        and not (kinds[k] in _QUIET and kinds[k - 1] in _QUIET)
    ]


def fronts(passages: Passages, sentence: Sentence, edge: int) -> list[int]:
    """Where content before the cue may start, right to left, but the sentence's start."""
    inside, kinds = passages.inside, passages.kinds
    return [
        k
        for k in range(edge - 1, sentence.first, -1)
        if (inside[k] < 0 or inside[k] != inside[k - 1])
        and not (kinds[k] in _QUIET and kinds[k - 1] in _QUIET)
    ]


def content_behind(passages: Passages, sentence: Sentence, cue: Cue, base: int) -> Range | None:
    """The content behind the cue, from its first word to where it most likely ends."""
    steps = begins(passages, sentence, base)
    if not steps:
        return None
    begin = likeliest(
        [leaning("content begin", signs.begin_signs(passages, k, base, cue)) for k in steps], -9.0
    )
    first = steps[begin if begin is not None else 0]
    places = stops(passages, sentence, first)
    stop = likeliest(
        [
            leaning("content stop", signs.stop_signs(passages, k, first, sentence, cue))
            for k in places
        ],
        0.0,
    )
    return tidied(passages, (first, sentence.last if stop is None else places[stop]))


def content_before(passages: Passages, sentence: Sentence, cue: Cue, edge: int) -> Range | None:
    """The content before the cue or its source."""
    if edge <= sentence.first:
        return None
    places = fronts(passages, sentence, edge)
    stop = likeliest(
        [
            leaning("content front", signs.front_signs(passages, k, edge, sentence, cue))
            for k in places
        ],
        0.0,
    )
    return tidied(passages, (sentence.first if stop is None else places[stop], edge))


def tidied(passages: Passages, place: Range) -> Range | None:
    """The place without marks at its edges, quotation marks excepted."""
    first, last = place
    kinds = passages.kinds
    while last > first and kinds[last - 1] in (",", ".", ";", ":", "-"):
        last -= 1
    while first < last and kinds[first] in (",", ".", ";", ":", "-"):
        first += 1
    return (first, last) if first < last else None


def further(passages: Passages, sentence: Sentence, pieces: list[Range]) -> list[Range]:
    """The quotations that go on behind the sentence, also in the paragraphs after it."""
    inside, quotes = passages.inside, passages.quotes
    if not any(inside[first] >= 0 or inside[last - 1] >= 0 for first, last in pieces):
        return []
    found: list[Range] = []
    place = max(sentence.last, pieces[-1][1])
    same = passages.paragraphs[sentence.paragraph][1]
    while place < len(inside) and inside[place] >= 0 and len(found) < MOST_FURTHER:
        quote = quotes[inside[place]]
        if not (quote.continues or (place < same and _stands_alone(passages, quote, same))):
            break
        found.append((place, quote.last))
        place = quote.last
    return found


def _stands_alone(passages: Passages, quote: Quotation, end: int) -> bool:
    """Whether the quotation ends with a sentence of its own."""
    if quote.last >= end:
        return True
    kinds = passages.kinds
    return kinds[quote.last - 2] == "." or kinds[quote.last] == "Q"
