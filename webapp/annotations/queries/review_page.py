"""What the review page shows one member: the marked text, the cards, how far they are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from webapp.annotations.pages import ReviewPage
from webapp.annotations.queries.cards import cards_of
from webapp.annotations.queries.claims import (
    claim_counts,
    claims_around,
    claims_of,
    marks_of,
    possible_claims_of,
)
from webapp.annotations.queries.queue import neighbours_of, progress_of
from webapp.attribution.text.spans import TextSpan
from webapp.markup.marked_text import marked_paragraphs, part_around, under_current
from webapp.models import Article, Claim, Membership
from webapp.rules.codebooks import newest_codebook

MARKED_AROUND = 50_000
"""Code points before and after the current claim in which other claims are marked."""


def _part_with(article: Article, claims: Sequence[Claim]) -> TextSpan:
    """The text around the claims."""
    starts = [span.start for claim in claims for span in claim.spans]
    ends = [span.end for claim in claims for span in claim.spans]
    return part_around(article.text, TextSpan(min(starts, default=0), max(ends, default=1)))


def _near(part: TextSpan, claim: Claim) -> TextSpan:
    """Where the other claims of the part are marked: not all along an endless paragraph."""
    start = claim.first_offset
    return TextSpan(max(part.start, start - MARKED_AROUND), min(part.end, start + MARKED_AROUND))


def page_for_claim(
    session: Session, viewer: Membership, claim: Claim, *, is_unfolded: bool
) -> ReviewPage:
    """The claim's article with the claim current."""
    article = claim.article
    codebook = newest_codebook(session, viewer.project)
    earlier, later = claims_around(session, claim)
    current = cards_of([claim], viewer, codebook)[0]
    part = _part_with(article, [claim])
    near = _near(part, claim)
    paragraphs = marked_paragraphs(
        article.text,
        marks_of(session, article, near, claim, with_possible=is_unfolded),
        current_id=claim.public_id,
        part=part,
        pointers=current.pointers,
        dimmed=article.dimmed,
    )
    before, after = under_current(paragraphs)
    shown_count, folded_count = claim_counts(session, article)
    others = folded_count - claim.is_possible
    folded = unfolded = neighbours_of(session, claim, with_possible=False)
    if others or is_unfolded:
        unfolded = neighbours_of(session, claim, with_possible=True)
    possible = possible_claims_of(session, article, claim) if others else []
    return ReviewPage(
        article=article,
        codebook=codebook,
        is_whole=part == (0, len(article.text)),
        before=before,
        after=after,
        earlier=cards_of(earlier, viewer, codebook),
        current=current,
        later=cards_of(later, viewer, codebook),
        possible=cards_of(possible, viewer, codebook),
        possible_count=others,
        is_unfolded=is_unfolded,
        progress=progress_of(session, viewer.user, article),
        claim_count=shown_count,
        folded=folded,
        unfolded=unfolded,
    )


def page_for_article(
    session: Session, viewer: Membership, article: Article, *, page: int, is_unfolded: bool
) -> ReviewPage:
    """The article to be read, with one page of its cards and none of them current."""
    codebook = newest_codebook(session, viewer.project)
    claims = claims_of(session, article, page=page)
    part = _part_with(article, claims)
    marks = marks_of(session, article, part, with_possible=is_unfolded)
    shown_count, folded_count = claim_counts(session, article)
    possible = possible_claims_of(session, article) if folded_count else []
    return ReviewPage(
        article=article,
        codebook=codebook,
        is_whole=part == (0, len(article.text)),
        before=marked_paragraphs(article.text, marks, part=part, dimmed=article.dimmed),
        after=[],
        earlier=[],
        current=None,
        later=cards_of(claims, viewer, codebook),
        possible=cards_of(possible, viewer, codebook),
        possible_count=folded_count,
        is_unfolded=is_unfolded,
        progress=progress_of(session, viewer.user, article),
        claim_count=shown_count,
    )
