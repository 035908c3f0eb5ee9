"""Half-open spans of Unicode code points, and how to cut, join and find them in a text."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from webapp.folding import places_of

ELLIPSIS = " … "


class TextSpan(NamedTuple):
    """A half-open pair of code point offsets into one text."""

    start: int
    end: int


NOWHERE = TextSpan(0, 0)
"""No place: said where that none is differs from that nobody knows."""


class SpanOutsideText(ValueError):
    """The span is empty, turned round or reaches outside its text."""


def quote_of(text: str, span: TextSpan) -> str:
    """The words of the span; raises SpanOutsideText for a span that has none."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise SpanOutsideText(f"{start}-{end} is no part of a text of {len(text)} characters.")
    return text[start:end]


def tidy(spans: Iterable[TextSpan]) -> tuple[TextSpan, ...]:
    """The same places sorted, with overlapping and touching spans merged."""
    merged: list[TextSpan] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1].end:
            merged[-1] = TextSpan(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(TextSpan(start, end))
    return tuple(merged)


def trimmed(text: str, span: TextSpan) -> TextSpan | None:
    """The span without blanks at its edges, or None when nothing is left."""
    piece = text[span.start : span.end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return TextSpan(span.start + left, span.start + right) if left < right else None


def find_words(text: str, words: str, within: TextSpan | None = None) -> list[TextSpan]:
    """Every place where the folded words stand, left to right and not overlapping, in linear time.

    When no place has the same capitals, places that differ in capitals only are given.
    """
    start, end = within or TextSpan(0, len(text))
    return [
        TextSpan(start + first, start + last) for first, last in places_of(words, text[start:end])
    ]


def overlapping(spans: Sequence[TextSpan], span: TextSpan) -> list[TextSpan]:
    """Those of the sorted, separate spans that share a character with the span."""
    first = bisect.bisect_right(spans, span.start, key=lambda other: other.end)
    last = bisect.bisect_left(spans, span.end, key=lambda other: other.start)
    return list(spans[first:last])
