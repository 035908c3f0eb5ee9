"""The prose of a text, cut once for all rules: tokens, sentences, paragraphs, quotations."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from webapp.attribution.furniture import furniture
from webapp.attribution.quotations import Quotation, quotations
from webapp.attribution.sentences import prose, sentences_in
from webapp.attribution.spans import Span
from webapp.attribution.tokens import Tokens, tokenise

Range = tuple[int, int]
"""Token indexes first..last-1."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A text in tokens. `quoted` gives for each token its quotation's index, or -1."""

    tokens: Tokens
    paragraphs: list[Range]
    sentences: list[Range]
    quotations: list[Quotation]
    quoted: list[int]
    paragraph_of: list[int]


def prose_of(text: str) -> Prose:
    """The prose of the text; furniture has no tokens."""
    blocks = prose(text, furniture(text))
    tokens = tokenise(text, blocks)
    paragraphs = [_range(tokens, block) for block in blocks]
    marks = quotations(tokens, paragraphs)
    quoted = [-1] * len(tokens.words)
    for number, quotation in enumerate(marks):
        for index in range(quotation.first, quotation.last):
            quoted[index] = number
    sentences: list[Range] = []
    paragraph_of: list[int] = []
    for number, (block, (first, last)) in enumerate(zip(blocks, paragraphs, strict=True)):
        paragraph_of += [number] * (last - first)
        sentences += _sentence_ranges(tokens, text, block, (first, last))
    return Prose(tokens, paragraphs, sentences, marks, quoted, paragraph_of)


def _range(tokens: Tokens, block: Span) -> Range:
    return tokens.at(block.start), tokens.at(block.end)


def _sentence_ranges(tokens: Tokens, text: str, block: Span, whole: Range) -> list[Range]:
    """The paragraph's sentences as token ranges that leave no token out."""
    first, last = whole
    cuts = [tokens.at(span.start) for span in sentences_in(text, block)[1:]]
    edges = [first, *sorted({cut for cut in cuts if first < cut < last}), last]
    return list(itertools.pairwise(edges)) if first < last else []
