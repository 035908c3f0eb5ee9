"""Claims as the history keeps them: everything that an undo needs to bring a row back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from webapp.models.claim import Claim
from webapp.models.span import Span
from webapp.vocabulary import SpanRole

Snapshot = dict[str, Any]
ROLES = list(SpanRole)


def snapshot(claim: Claim) -> Snapshot:
    """The claim's values as JSON keeps them; other rows stand as their public ids."""
    return {
        "article": claim.article.public_id,
        "number": claim.number,
        "state": claim.state.value,
        "spans": [_drawn(span) for span in sorted(claim.spans, key=_place)],
        "origin": claim.origin.value,
        "engine_version": claim.engine_version,
        "confidence": claim.confidence,
        "proposed_source_name": claim.proposed_source_name,
        "reasons": claim.reasons,
        "mentions": claim.mentions,
        "suggested_stance": claim.suggested_stance,
        "suggested_quote_form": claim.suggested_quote_form,
        "via_source": claim.via_source,
        "nested_in": claim.nested_in and claim.nested_in.public_id,
        "supersedes": claim.supersedes and claim.supersedes.public_id,
        "merged_into": claim.merged_into and claim.merged_into.public_id,
        "created_by": claim.created_by and claim.created_by.public_id,
        "created_at": claim.created_at.isoformat(),
    }


def snapshots(claims: Iterable[Claim]) -> dict[str, Snapshot | None]:
    """What an event carries before or after a change, by public id."""
    return {claim.public_id: snapshot(claim) for claim in claims}


def _place(span: Span) -> tuple[int, int]:
    return (ROLES.index(span.role), span.start)


def _drawn(span: Span) -> list[Any]:
    """Where it is, its words, who drew it and when."""
    by = span.created_by and span.created_by.public_id
    return [span.role.value, span.start, span.end, span.quote, by, span.created_at.isoformat()]
