"""A claim by its words: where they stand in a text, and which claim of an article stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.attribution.text.spans import TextSpan, overlapping, tidy
from webapp.claims.queries.claims import claims_of
from webapp.claims.queries.places import TypedWords, locate, surroundings
from webapp.models import Article, Claim
from webapp.vocabulary import ClaimState, SpanRole

ENOUGH = 0.5
"""Of the words of both that the engine's content and the described one share."""
Places = Mapping[SpanRole, tuple[TextSpan, ...]]


@dataclass(frozen=True)
class DescribedWords:
    """The words of a source, a cue and the pieces of a content, as a text prints them."""

    source: str
    cue: str
    content: tuple[str, ...]


def article_named(articles: Mapping[str, Article], beginning: str) -> Article:
    """The article whose file's name begins so."""
    return next(article for name, article in articles.items() if name.startswith(beginning))


def places_of_words(text: str, words: DescribedWords) -> Places:
    """The longest piece of the content stands in the text once; the rest is nearest to it.

    The cue is nearest to the content, and the source to the cue.
    """
    longest = max(words.content, key=len)
    anchor = locate(text, [TypedWords(longest)], None).spans
    near = surroundings(text, anchor)
    pieces = [_nearest(text, piece, near, anchor) for piece in words.content if piece != longest]
    content = tidy([*anchor, *(span for piece in pieces for span in piece)])
    cue = _nearest(text, words.cue, near, content)
    source = _nearest(text, words.source, near, content, beside=cue)
    return {SpanRole.SOURCE: source, SpanRole.CUE: cue, SpanRole.CONTENT: content}


def _nearest(
    text: str,
    words: str,
    near: TextSpan | None,
    content: Sequence[TextSpan],
    *,
    beside: Sequence[TextSpan] = (),
) -> tuple[TextSpan, ...]:
    """The place of the words in the paragraph that is nearest, outside the content."""
    if not words:
        return ()
    located = locate(text, [TypedWords(words)], near)
    options = [*located.spans, *(o.span for q in located.questions for o in q.options)]
    middle = (beside or content)[0].start
    free = [span for span in options if not overlapping(content, span)]
    return tuple(sorted(free, key=lambda span: abs(span.start - middle))[:1])


def claim_on_or_none(
    session: Session, article: Article, places: Places, taken: Iterable[int]
) -> Claim | None:
    """The article's claim whose content overlaps best, if that is enough."""
    scored = [
        (_likeness(claim, places), _stands_on(claim, places), -claim.number, claim)
        for claim in claims_of(session, article)
        if claim.id not in taken and claim.state != ClaimState.NOT_A_CLAIM and not claim.is_replaced
    ]
    likeness, _, _, claim = max(scored, key=lambda row: row[:3], default=(0.0, False, 0, None))
    return claim if likeness >= ENOUGH else None


def _stands_on(claim: Claim, places: Places) -> bool:
    """The claim has all of these words already, its source too."""
    return all(tuple(claim.spans_of(role)) == places[role] for role in SpanRole)


def _likeness(claim: Claim, wanted: Places) -> float:
    """Shared characters of both contents among all of them, and a little for the same cue."""
    mine = claim.spans_of(SpanRole.CONTENT)
    theirs = wanted[SpanRole.CONTENT]
    shared = sum(
        max(0, min(one.end, other.end) - max(one.start, other.start))
        for one in mine
        for other in theirs
    )
    whole = sum(span.end - span.start for span in tidy([*mine, *theirs]))
    is_enough = bool(whole) and shared / whole >= ENOUGH
    cues = tidy(claim.spans_of(SpanRole.CUE))
    same_cue = any(overlapping(cues, span) for span in wanted[SpanRole.CUE])
    return shared / whole + 0.2 * same_cue if is_enough else 0.0
