"""Where the words of a search stand in a text: the sentences that show them, and every place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, starmap

from webapp.articles.pages.articles import TextPart
from webapp.articles.pages.searching import FoundSentence, HitPart
from webapp.attribution.text.paragraphs import paragraphs
from webapp.attribution.text.sentences import sentences
from webapp.attribution.text.spans import TextSpan, overlapping
from webapp.folding import all_places_of, folded, search_words
from webapp.models import Article

MOST_SENTENCES = 3
"""Shown of one article."""
MOST_MARKED = 400
"""Places that are marked in a text that is read: those nearest to where one comes."""
LONGEST_PARAGRAPH = 20_000
"""Code points of a paragraph in which places are looked for."""
AROUND = 300
"""Code points of a sentence that are shown before its first hit and after its last."""


def hits_in(text: str, words: Sequence[str]) -> list[FoundSentence]:
    """The first sentences in which some of the words stand, those first that bring new ones."""
    wanted = set(words)
    shown: list[tuple[TextSpan, int]] = []
    spare: list[tuple[TextSpan, int]] = []
    for sentence, first in _with_some(text, words):
        plain = folded(text[sentence.start : sentence.end])
        new = {word for word in wanted if word in plain}
        wanted -= new
        (shown if new else spare).append((sentence, first))
        if not wanted and len(shown) + len(spare) >= MOST_SENTENCES:
            break
    best = sorted([*shown, *spare][:MOST_SENTENCES])
    return [FoundSentence(first, _parts(text, sentence, words)) for sentence, first in best]


def text_parts(article: Article, typed: str = "", at: int = 0) -> list[TextPart]:
    """The whole text in order; joined, the parts are the text. Hits around `at` are marked."""
    text, words = article.text, search_words(typed)
    every = [hit for _, places in _paragraphs_with(text, words) for hit in places]
    first = max(0, bisect_left(every, (at, at)) - MOST_MARKED // 2)
    hits, dimmed = every[first : first + MOST_MARKED], article.dimmed
    edges = {0, len(text), *(edge for place in (*dimmed, *hits) for edge in place)}
    return [
        TextPart(
            text[part.start : part.end],
            is_furniture=bool(overlapping(dimmed, part)),
            is_hit=bool(overlapping(hits, part)),
            is_here=part.start == at and bool(overlapping(hits, part)),
        )
        for part in starmap(TextSpan, pairwise(sorted(edges)))
    ]


def _paragraphs_with(text: str, words: Sequence[str]) -> Iterator[tuple[TextSpan, list[TextSpan]]]:
    """The paragraphs in which one of the words stands, in order, with its places in the text."""
    for block in paragraphs(text) if words else ():
        end = min(block.end, block.start + LONGEST_PARAGRAPH)
        part = text[block.start : end]
        plain = folded(part)
        if any(word in plain for word in words):
            places = all_places_of(words, part)
            yield (
                TextSpan(block.start, end),
                [TextSpan(block.start + start, block.start + stop) for start, stop in places],
            )


def _with_some(text: str, words: Sequence[str]) -> Iterator[tuple[TextSpan, int]]:
    """The sentences in which one of the words stands, in order, each with its first hit's place."""
    for block, places in _paragraphs_with(text, words):
        for start, stop in sentences(text[block.start : block.end], ()):
            sentence = TextSpan(block.start + start, block.start + stop)
            here = overlapping(places, sentence)
            if here:
                yield sentence, here[0].start


def _parts(text: str, sentence: TextSpan, words: Sequence[str]) -> list[HitPart]:
    """The sentence, cut where a hit begins and ends; a very long one around its hits."""
    said = text[sentence.start : sentence.end]
    places = all_places_of(words, said)
    first = max(0, places[0][0] - AROUND) if places else 0
    last = min(len(said), places[-1][1] + AROUND) if places else len(said)
    last = min(last, first + 4 * AROUND)
    parts = [HitPart("… ", False)] if first else []
    position = first
    for start, end in places:
        if end > last:
            break
        parts += [HitPart(said[position:start], False), HitPart(said[start:end], True)]
        position = end
    parts.append(HitPart(said[position:last], False))
    parts += [HitPart(" …", False)] if last < len(said) else []
    return [part for part in parts if part.words]
