"""The sentence around a claim's words, without loading whole articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from webapp.attribution.paragraphs import paragraphs
from webapp.attribution.sentences import sentences_in
from webapp.attribution.spans import Span, overlapping, tidy
from webapp.models import Article, Claim
from webapp.vocabulary import SpanRole

BEFORE, LENGTH = 500, 3_000
"""Code points read before a claim's first word, and in all."""


@dataclass(frozen=True)
class Piece:
    """Words of the sentence; the claim's content among them."""

    words: str
    is_content: bool = False


def sentences_of(session: Session, claims: Iterable[Claim]) -> dict[int, tuple[Piece, ...]]:
    """The sentence of every claim, in one query."""
    by_id = {claim.id: claim for claim in claims}
    start = case((Claim.first_offset > BEFORE, Claim.first_offset - BEFORE), else_=0)
    rows = session.execute(
        select(Claim.id, start, func.substr(Article.text, start + 1, LENGTH))
        .join(Claim.article)
        .where(Claim.id.in_(by_id))
    )
    return {claim_id: quoted(by_id[claim_id], first, text) for claim_id, first, text in rows}


def quoted(claim: Claim, first: int, text: str) -> tuple[Piece, ...]:
    """The claim's sentence in a part of its article that begins at `first`."""
    spans = [Span(span.start - first, span.end - first) for span in claim.spans]
    content = tidy(span for span in _of_content(claim, first) if span.end <= len(text))
    wanted = tidy(span for span in spans if span.start >= 0 and span.end <= len(text))
    if not content:
        return (Piece(claim.content_text, is_content=True),)
    around = [
        sentence
        for block in paragraphs(text)
        if overlapping(wanted, block)
        for sentence in sentences_in(text, block)
        if overlapping(wanted, sentence)
    ]
    edges = [*around, *wanted]
    start, end = min(edge.start for edge in edges), max(edge.end for edge in edges)
    return tuple(_pieces(text, content, Span(start, end)))


def _of_content(claim: Claim, first: int) -> Iterator[Span]:
    for span in claim.spans_of(SpanRole.CONTENT):
        yield Span(span.start - first, span.end - first)


def _pieces(text: str, content: Iterable[Span], whole: Span) -> Iterator[Piece]:
    position = whole.start
    for span in content:
        if span.start > position:
            yield Piece(text[position : span.start])
        yield Piece(text[span.start : span.end], is_content=True)
        position = span.end
    if whole.end > position:
        yield Piece(text[position : whole.end])
