"""The sentences in which claims stand: a window of each text, not the texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from webapp.attribution.text.sentences import sentences
from webapp.attribution.text.spans import TextSpan, overlapping
from webapp.models.article import Article, stored_places
from webapp.models.claim import Claim
from webapp.models.span import Span
from webapp.vocabulary import SpanRole

AROUND = 600
"""Code points read before and after a claim: enough for nearly every sentence."""
ON_TOP = (SpanRole.CONTENT, SpanRole.CUE, SpanRole.SOURCE)
Places = Sequence[tuple[SpanRole, TextSpan]]


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A run of a sentence that is source, cue or content of the claim, or none of them."""

    words: str
    role: SpanRole | None = None


@dataclass(frozen=True, slots=True)
class ClaimWindow:
    """A claim's sentence, and the text around it as far as it was read."""

    claim: Claim
    text: str
    offset: int
    """Where in the article the text begins."""
    length: int
    """Of the article."""
    sentence: TextSpan
    """Counted from the article's start."""

    @property
    def places(self) -> list[tuple[SpanRole, TextSpan]]:
        """The claim's spans, counted from the article's start."""
        return [(span.role, TextSpan(span.start, span.end)) for span in self.claim.spans]


def sentences_of(session: Session, claims: Iterable[Claim]) -> dict[int, tuple[SentencePart, ...]]:
    """Each claim in its sentence, by the claim's key; the claims come with their spans."""
    found = windows_of(session, claims)
    return {key: parts_of(one, one.places, one.sentence) for key, one in found.items()}


def windows_of(session: Session, claims: Iterable[Claim]) -> dict[int, ClaimWindow]:
    """Where each claim's sentence stands, by the claim's key; one query."""
    by_key = {claim.id: claim for claim in claims}
    first, last = func.min(Span.start), func.max(Span.end)
    start = case((first > AROUND, first - AROUND), else_=0)
    window = func.substr(Article.text, start + 1, last + AROUND - start)
    rows = session.execute(
        select(Claim.id, start, window, func.length(Article.text), Article.furniture)
        .join(Claim.article)
        .join(Claim.spans)
        .where(Claim.id.in_(by_key))
        .group_by(Claim.id, Article.id)
    )
    return {
        key: _window(by_key[key], text, offset, length, stored_places(furniture))
        for key, offset, text, length, furniture in rows
    }


def _window(
    claim: Claim, text: str, offset: int, length: int, furniture: Sequence[TextSpan] | None
) -> ClaimWindow:
    places = [TextSpan(span.start - offset, span.end - offset) for span in claim.spans]
    dimmed = None if furniture is None else _within(furniture, TextSpan(offset, offset + len(text)))
    start, end = sentence_around(text, places, dimmed)
    return ClaimWindow(claim, text, offset, length, TextSpan(start + offset, end + offset))


def parts_of(window: ClaimWindow, places: Places, part: TextSpan) -> tuple[SentencePart, ...]:
    """A part of the article, with dots where the window ended before the sentence did."""
    text, offset = window.text, window.offset
    near = [(role, TextSpan(one.start - offset, one.end - offset)) for role, one in places]
    start, end = part.start - offset, part.end - offset
    is_cut = offset + len(text) < window.length
    before = (SentencePart("… "),) if offset and not text[:start].strip() else ()
    after = (SentencePart(" …"),) if is_cut and not text[end:].strip() else ()
    return (*before, *pieces_of(text, near, TextSpan(start, end)), *after)


def _within(places: Sequence[TextSpan], window: TextSpan) -> tuple[TextSpan, ...]:
    """Those parts of the places that stand in the window, counted from its start."""
    return tuple(
        TextSpan(max(start, window.start) - window.start, min(end, window.end) - window.start)
        for start, end in overlapping(places, window)
    )


def sentence_around(
    text: str, places: Iterable[TextSpan], dimmed: tuple[TextSpan, ...] | None = None
) -> TextSpan:
    """From the first sentence that the places touch to the last, without furniture around them."""
    known = sorted(places)
    whole = TextSpan(known[0].start, max(place.end for place in known))
    touched = overlapping(sentences(text, dimmed), whole)
    start = min([whole.start, *(sentence.start for sentence in touched)])
    return TextSpan(start, max([whole.end, *(sentence.end for sentence in touched)]))


def pieces_of(text: str, places: Places, part: TextSpan) -> tuple[SentencePart, ...]:
    """The part of the text, cut where something begins or ends; joined, the pieces are the part."""
    edges = {part.start, part.end}
    for _, place in places:
        edges |= {place.start, place.end}
    cut = sorted(edge for edge in edges if part.start <= edge <= part.end)
    return tuple(
        SentencePart(text[start:end], _role_at(places, start)) for start, end in pairwise(cut)
    )


def _role_at(places: Places, offset: int) -> SpanRole | None:
    there = {role for role, place in places if place.start <= offset < place.end}
    return next((role for role in ON_TOP if role in there), None)
