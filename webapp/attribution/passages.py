"""Passages: a text's tokens with its sentences and quotations, as the rules read them."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from webapp.attribution.furniture import furniture
from webapp.attribution.quotations import Quotation, quotations
from webapp.attribution.sentences import prose, sentences_in
from webapp.attribution.spans import Span
from webapp.attribution.tokens import Tokens, tokenized
from webapp.attribution.words import kind_of

Range = tuple[int, int]
"""Tokens from the first up to, not including, the second."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens from `first` up to, not including, `last`, in the paragraph of that number."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True)
class Passages:
    """What the rules read: tokens and their kinds, the quotation of each token, sentences."""

    text: str
    tokens: Tokens
    kinds: list[str]
    quotes: list[Quotation]
    inside: list[int]
    paragraphs: list[Range]
    sentences: list[Sentence]

    def lower(self, i: int) -> str:
        """The i-th token in lower case, or a mark for what lies outside the text."""
        return self.tokens.lower[i] if 0 <= i < len(self.kinds) else "^"

    def kind(self, i: int) -> str:
        """The i-th token's kind."""
        return self.kinds[i] if 0 <= i < len(self.kinds) else "^"


def read(text: str) -> Passages:
    """The text in tokens, sentences and quotations, without its furniture."""
    tokens = Tokens(text, [], [], [], [])
    sentences: list[Sentence] = []
    blocks: list[Range] = []
    for number, block in enumerate(prose(text, furniture(text))):
        offset = len(tokens)
        tokens.add(tokenized(text, block.start, block.end))
        blocks.append((offset, len(tokens)))
        sentences += _sentences(tokens, offset, sentences_in(text, block), number)
    quotes = quotations(tokens, blocks)
    kinds = [kind_of(word) for word in tokens.words]
    return Passages(text, tokens, kinds, quotes, _inside(len(tokens), quotes), blocks, sentences)


def _inside(count: int, quotes: list[Quotation]) -> list[int]:
    """For each token the number of the quotation that it stands in, or -1."""
    inside = [-1] * count
    for number, quote in enumerate(quotes):
        inside[quote.first : quote.last] = [number] * (quote.last - quote.first)
    return inside


def _sentences(tokens: Tokens, offset: int, spans: list[Span], number: int) -> list[Sentence]:
    """The spans as token ranges; tokens between two spans go to the first."""
    found: list[Sentence] = []
    for i, span in enumerate(spans):
        first = found[-1].last if found else offset
        end = spans[i + 1].start if i + 1 < len(spans) else span.end
        last = bisect.bisect_left(tokens.starts, end, first)
        if last > first:
            found.append(Sentence(first, last, number))
    return found
