"""Voices: whether the words of several people may stand in one content."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from itertools import pairwise

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.text.quotations import Quotation


def may_mix_voices(passages: Passages, link: Link) -> bool:
    """Its quotations may be two people's, as in a dialogue.

    Others' words stand between them: '"Yes," she said. "And you?" Smith said'. Or nothing does, and
    one is closed before a paragraph opens with the next.
    """
    quotes = list(_quotations(passages, link))
    return any(_are_answers(passages, one, other) for one, other in pairwise(quotes)) or any(
        _is_between_quotations(passages, gap) and not _has_own(link, gap)
        for gap in ((before[1], after[0]) for before, after in pairwise(link.content))
    )


def _quotations(passages: Passages, link: Link) -> Iterator[Quotation]:
    for first, last in link.content:
        start = bisect.bisect_right(passages.quotes, first, key=lambda quote: quote.last)
        end = bisect.bisect_left(passages.quotes, last, key=lambda quote: quote.first)
        yield from passages.quotes[start:end]


def _are_answers(passages: Passages, one: Quotation, other: Quotation) -> bool:
    """A closed quotation, and one in another paragraph with no word between."""
    if not one.is_closed or other.continues or _has_words(passages, (one.last, other.first)):
        return False
    return any(one.last <= first <= other.first for first, _ in _paragraphs_from(passages, one))


def _paragraphs_from(passages: Passages, quote: Quotation) -> list[Range]:
    """The paragraph after that of a quotation's end, if there is one."""
    place = bisect.bisect_right(passages.paragraphs, quote.last - 1, key=lambda place: place[0])
    return passages.paragraphs[place : place + 1]


def _is_between_quotations(passages: Passages, gap: Range) -> bool:
    inside = passages.inside
    return inside[gap[0] - 1] >= 0 and inside[gap[1]] >= 0 and _has_words(passages, gap)


def _has_own(link: Link, gap: Range) -> bool:
    return any(gap[0] <= first < gap[1] for first, _ in (*link.cue, *link.source))


def _has_words(passages: Passages, gap: Range) -> bool:
    return any(word.isalpha() for word in passages.tokens.words[gap[0] : gap[1]])
