"""Rows from what the engine finds: spans that prove their quote, proposals nobody has judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from webapp.attribution.engine import ENGINE_VERSION, Attribution
from webapp.attribution.spans import Span as TextSpan
from webapp.attribution.spans import quote_of
from webapp.models.article import Article
from webapp.models.base import utc_now
from webapp.models.claim import Claim
from webapp.models.span import Span
from webapp.models.user import User
from webapp.vocabulary import ClaimState, Origin, SpanRole

CONTEXT = 32
"""Code points kept before and after a quote."""


def spans_at(
    text: str, places: Mapping[SpanRole, Iterable[TextSpan]], by: User | None
) -> list[Span]:
    """Span rows for half-open code point pairs of the text, each with its exact quote.

    Raises `SpanOutsideText` for a pair that is empty or reaches outside the text.
    """
    return [
        Span(
            role=role,
            position=position,
            start=place.start,
            end=place.end,
            quote=quote_of(text, place),
            prefix=text[max(0, place.start - CONTEXT) : place.start],
            suffix=text[place.end : place.end + CONTEXT],
            created_by=by,
        )
        for role, role_places in places.items()
        for position, place in enumerate(sorted(role_places))
    ]


def proposal(article: Article, attribution: Attribution, number: int) -> Claim:
    """A proposed claim of the article; not yet added to a session."""
    places = {
        SpanRole.SOURCE: attribution.source,
        SpanRole.CUE: attribution.cue,
        SpanRole.CONTENT: attribution.content,
    }
    return Claim(
        project_id=article.project_id,
        article=article,
        number=number,
        state=ClaimState.PROPOSED,
        origin=Origin.ENGINE,
        first_offset=min(place.start for spans in places.values() for place in spans),
        engine_version=ENGINE_VERSION,
        confidence=round(attribution.confidence, 4),
        proposed_source_name=attribution.source_name,
        reasons=list(attribution.reasons),
        mentions=[
            [mention.span.start, mention.span.end, mention.kind, mention.reason]
            for mention in attribution.mentions
        ],
        updated_at=utc_now(),
        spans=spans_at(article.text, places, None),
    )
