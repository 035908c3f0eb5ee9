"""Rows from what the engine finds: spans that prove their quote, proposals nobody has judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from webapp.attribution.attributions import Attribution, Split
from webapp.attribution.text.spans import TextSpan, quote_of
from webapp.models.article import Article
from webapp.models.base import Base, new_public_id, utc_now
from webapp.models.claim import Claim
from webapp.models.span import Span
from webapp.models.user import User
from webapp.rules.claim_features import index_claims
from webapp.rules.claim_values import words_of
from webapp.rules.held_out import lot_of
from webapp.vocabulary import ClaimState, Origin, SpanRole

CONTEXT = 32
"""Code points kept before and after a quote."""


Places = Mapping[SpanRole, Iterable[TextSpan]]


def spans_at(text: str, places: Places, by: User | None) -> list[Span]:
    """Span rows for half-open code point pairs of the text, each with its exact quote.

    Raises `SpanOutsideText` for a pair that is empty or reaches outside the text.
    """
    return [Span(**values, created_by=by) for values in span_values(text, places)]


def proposal(article: Article, attribution: Attribution, number: int) -> Claim:
    """A proposed claim of the article; not yet added to a session."""
    return Claim(
        **_claim_values(article, attribution, number),
        article=article,
        spans=spans_at(article.text, _places(attribution), None),
    )


def add_proposals(session: Session, article: Article, split: Split) -> None:
    """Propose all claims of a new article, in few statements: an upload brings very many."""
    if not split.attributions:
        return
    proposed = [
        (attribution, _claim_values(article, attribution, number))
        for number, attribution in enumerate(split.attributions, start=1)
    ]
    ids = session.scalars(
        insert(Claim).returning(Claim.id, sort_by_parameter_order=True),
        [
            {
                **values,
                "article_id": article.id,
                "reading_key": article.reading_key,
                **_words(article, attribution, values),
            }
            for attribution, values in proposed
        ],
    ).all()
    session.execute(
        insert(Span),
        [
            {**values, "claim_id": claim_id}
            for claim_id, attribution in zip(ids, split.attributions, strict=True)
            for values in span_values(article.text, _places(attribution))
        ],
    )
    _nest(session, split.attributions, ids)
    index_claims(session, ids)


def _nest(session: Session, attributions: Sequence[Attribution], ids: Sequence[int]) -> None:
    """Put the rows of inner attributions into those of their outer ones."""
    nested = [
        {"row": claim_id, "outer": ids[attribution.nested_in]}
        for claim_id, attribution in zip(ids, attributions, strict=True)
        if attribution.nested_in is not None
    ]
    if nested:
        claim = Base.metadata.tables[Claim.__tablename__]
        inward = update(claim).where(claim.c.id == bindparam("row"))
        session.execute(inward.values(nested_in_id=bindparam("outer")), nested)


def _places(attribution: Attribution) -> Places:
    return {
        SpanRole.SOURCE: attribution.source,
        SpanRole.CUE: attribution.cue,
        SpanRole.CONTENT: attribution.content,
    }


def _words(article: Article, attribution: Attribution, values: Mapping[str, Any]) -> dict[str, str]:
    places = _places(attribution)
    quotes = [
        (role, quote_of(article.text, place))
        for role in sorted(places)
        for place in sorted(places[role])
    ]
    return words_of(quotes, None if values["is_held_out"] else attribution.source_name)


def span_values(text: str, places: Places) -> list[dict[str, Any]]:
    """The values of the span rows, each with its exact quote and what stands around it.

    Raises `SpanOutsideText` for a pair that is empty or reaches outside the text.
    """
    return [
        {
            "role": role,
            "position": position,
            "start": place.start,
            "end": place.end,
            "quote": quote_of(text, place),
            "prefix": text[max(0, place.start - CONTEXT) : place.start],
            "suffix": text[place.end : place.end + CONTEXT],
        }
        for role, role_places in places.items()
        for position, place in enumerate(sorted(role_places))
    ]


def _claim_values(article: Article, attribution: Attribution, number: int) -> dict[str, Any]:
    public_id, confidence = new_public_id(), round(attribution.confidence, 4)
    return {
        "public_id": public_id,
        "project_id": article.project_id,
        "number": number,
        "state": ClaimState.PROPOSED,
        "origin": Origin.ENGINE,
        "first_offset": min(
            place.start for places in _places(attribution).values() for place in places
        ),
        "engine_version": article.engine_version,
        "confidence": confidence,
        "is_held_out": lot_of(article.project, public_id, confidence),
        "proposed_source_name": attribution.source_name,
        "name_confidence": attribution.name_confidence,
        "reasons": list(attribution.reasons),
        "mentions": [
            [mention.span.start, mention.span.end, mention.kind, mention.reason]
            for mention in attribution.mentions
        ],
        "suggested_stance": attribution.stance,
        "suggested_quote_form": attribution.quote_form,
        "via_source": [
            [place.start, place.end, quote_of(article.text, place)]
            for place in attribution.via_source
        ],
        "updated_at": utc_now(),
    }
