"""Passages: a text's tokens with its paragraphs, sentences and quotations."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.attribution.text.furniture import furniture
from webapp.attribution.text.quotations import Quotation, quotations
from webapp.attribution.text.sentences import prose, sentences_in
from webapp.attribution.text.spans import TextSpan
from webapp.attribution.text.tokens import Tokens

Range = tuple[int, int]
"""Tokens from the first up to, not including, the second."""


@dataclass(frozen=True)
class Passages:
    """What the engine reads: tokens without furniture, and how they hang together."""

    tokens: Tokens
    paragraphs: list[Range]
    sentences: list[Range]
    quotes: list[Quotation]
    inside: list[int]
    """For each token the number of the quotation that it stands in, or -1."""


def read(text: str, skipped: tuple[TextSpan, ...] | None = None) -> Passages:
    """The text in paragraphs, sentences and quotations, without what is skipped.

    Furniture is skipped where nobody says what is.
    """
    tokens = Tokens(text, [], [], [])
    sentences: list[Range] = []
    blocks: list[Range] = []
    for block in prose(text, furniture(text) if skipped is None else skipped):
        first = len(tokens)
        tokens.add(block.start, block.end)
        blocks.append((first, len(tokens)))
        sentences += _sentences(tokens, first, sentences_in(text, block))
    quotes = quotations(tokens, blocks)
    return Passages(tokens, blocks, sentences, quotes, _inside(len(tokens), quotes))


def ranges(passages: Passages, spans: Iterable[Sequence[int]]) -> tuple[Range, ...]:
    """The tokens that the spans touch, furniture left out."""
    tokens = passages.tokens
    found = []
    for start, end in spans:
        first = bisect.bisect_right(tokens.ends, start)
        last = bisect.bisect_left(tokens.starts, end)
        if last > first:
            found.append((first, last))
    return tuple(found)


def _inside(count: int, quotes: list[Quotation]) -> list[int]:
    inside = [-1] * count
    for number, quote in enumerate(quotes):
        inside[quote.first : quote.last] = [number] * quote.size
    return inside


def _sentences(tokens: Tokens, first: int, spans: list[TextSpan]) -> list[Range]:
    """The spans as token ranges; tokens between two spans go to the first."""
    found: list[Range] = []
    for i, span in enumerate(spans):
        end = spans[i + 1].start if i + 1 < len(spans) else span.end
        last = bisect.bisect_left(tokens.starts, end, first)
        if last > first:
            found.append((first, last))
            first = last
    return found
