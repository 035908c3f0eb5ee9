"""An article's whole text in one run, with claims marked in it."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.markup.marked_text import Mark, Segment, marked_paragraphs
from webapp.models import Article, Claim
from webapp.vocabulary import ClaimState


def marked(
    article: Article, claims: Iterable[Claim], *, current: Claim | None = None
) -> list[Segment]:
    """The text in segments which, joined, are the text; claims that are none stay unmarked."""
    marks = [
        Mark(
            claim.public_id,
            claim.ordinal,
            span.role,
            span.start,
            span.end,
            is_proposed=claim.state == ClaimState.PROPOSED,
        )
        for claim in claims
        if claim is current or (claim.state != ClaimState.NOT_A_CLAIM and not claim.is_replaced)
        for span in claim.spans
    ]
    current_id = current.public_id if current else None
    cut = marked_paragraphs(article.text, marks, current_id=current_id, dimmed=article.dimmed)
    return [segment for paragraph in cut for segment in paragraph.segments]
