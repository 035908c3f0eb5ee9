"""Half-open spans of Unicode code points, and how to cut, join and find them in a text."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

ELLIPSIS = " … "
_SAME = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`", "'")})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_BLANKS = re.compile(r"\s+")


class Span(NamedTuple):
    """A half-open pair of code point offsets into one text."""

    start: int
    end: int


class SpanOutsideText(ValueError):
    """The span is empty, turned round or reaches outside its text."""


def quote_of(text: str, span: Span) -> str:
    """The words of the span; raises SpanOutsideText for a span that has none."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise SpanOutsideText(f"{start}-{end} is no part of a text of {len(text)} characters.")
    return text[start:end]


def joined_quote(text: str, spans: Sequence[Span]) -> str:
    """The words of all spans in order, pieces joined by an ellipsis."""
    return ELLIPSIS.join(quote_of(text, span) for span in spans)


def tidy(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same places sorted, with overlapping and touching spans merged."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)


def trimmed(text: str, span: Span) -> Span | None:
    """The span without blanks at its edges, or None when nothing is left."""
    piece = text[span.start : span.end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(span.start + left, span.start + right) if left < right else None


def find_words(text: str, words: str, within: Span | None = None) -> list[Span]:
    """Every place where the words stand, left to right and not overlapping, in linear time.

    Runs of blanks, kinds of quotation mark and kinds of dash count as equal. When no place has
    the same capitals, places that differ in capitals only are given.
    """
    start, end = within or Span(0, len(text))
    needle, _ = _plain(words.strip())
    if not needle:
        return []
    haystack, offsets = _plain(text[start:end])
    found = _places(haystack, needle, offsets)
    if not found:
        folded, places = _folded(haystack, offsets)
        found = _places(folded, needle.casefold(), places)
    return [Span(start + first, start + last) for first, last in found]


def comparable(words: str) -> str:
    """The words without what a search overlooks: capitals, kinds of blank, quote and dash."""
    return _BLANKS.sub(" ", words.translate(_SAME).translate(_DASHES)).strip().casefold()


def _plain(text: str) -> tuple[str, list[int]]:
    """A copy with plain quotes, dashes and single blanks, and where each character came from."""
    text = text.translate(_SAME).translate(_DASHES)
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for blank in _BLANKS.finditer(text):
        pieces += (text[position : blank.start()], " ")
        offsets.extend(range(position, blank.start() + 1))
        position = blank.end()
    pieces.append(text[position:])
    offsets.extend(range(position, len(text) + 1))
    return "".join(pieces), offsets


def _folded(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    """A case-folded copy; a character that folds to several keeps its one place."""
    folded = [character.casefold() for character in text]
    places = [
        place for piece, place in zip(folded, offsets, strict=False) for _ in range(len(piece))
    ]
    return "".join(folded), [*places, offsets[-1]]


def _places(haystack: str, needle: str, offsets: list[int]) -> list[Span]:
    """Where the needle stands, in the offsets of the original text."""
    found: list[Span] = []
    for match in re.finditer(re.escape(needle), haystack):
        first, last = match.span()
        end = offsets[last - 1] + 1
        if not found or offsets[first] >= found[-1].end:
            found.append(Span(offsets[first], max(end, offsets[first] + 1)))
    return found


def overlapping(spans: Sequence[Span], span: Span) -> list[Span]:
    """Those of the sorted, separate spans that share a character with the span."""
    first = bisect.bisect_right(spans, span.start, key=lambda other: other.end)
    last = bisect.bisect_left(spans, span.end, key=lambda other: other.start)
    return list(spans[first:last])
