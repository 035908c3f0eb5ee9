"""What the review page shows one member: the marked text, the cards, how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.annotations.cards import Card, cards_of
from webapp.annotations.queries import (
    CARDS,
    Progress,
    claim_count,
    claims_around,
    claims_of,
    marks_of,
    neighbours_of,
    newest_codebook,
    progress_of,
)
from webapp.attribution.spans import Span
from webapp.models import Article, Claim, Codebook, Membership
from webapp.web.marking import Paragraph, marked_paragraphs, part_around, under_current

MARKED_AROUND = 50_000
"""Code points before and after the current claim in which other claims are marked."""


@dataclass(frozen=True)
class Desk:
    """One article as one member reviews it; `before` ends with the current claim's paragraph."""

    article: Article
    codebook: Codebook
    is_whole: bool
    """All of the text is shown, as always but for a very long one."""
    before: list[Paragraph]
    after: list[Paragraph]
    earlier: list[Card]
    current: Card | None
    later: list[Card]
    progress: Progress
    claim_count: int
    previous: Claim | None = None
    following: Claim | None = None

    @property
    def page_count(self) -> int:
        """Pages of cards, where no claim is current."""
        return max(1, -(-self.claim_count // CARDS))


def _part_with(article: Article, claims: Sequence[Claim]) -> Span:
    """The text around the claims."""
    starts = [span.start for claim in claims for span in claim.spans]
    ends = [span.end for claim in claims for span in claim.spans]
    return part_around(article.text, Span(min(starts, default=0), max(ends, default=1)))


def _near(part: Span, claim: Claim) -> Span:
    """Where the other claims of the part are marked: not all along an endless paragraph."""
    start = claim.first_offset
    return Span(max(part.start, start - MARKED_AROUND), min(part.end, start + MARKED_AROUND))


def desk_at(session: Session, viewer: Membership, claim: Claim) -> Desk:
    """The claim's article with the claim current."""
    article = claim.article
    codebook = newest_codebook(session, viewer.project)
    earlier, later = claims_around(session, claim)
    previous, following = neighbours_of(session, claim)
    part = _part_with(article, [claim])
    marks = marks_of(session, article, _near(part, claim), claim)
    paragraphs = marked_paragraphs(article.text, marks, current_id=claim.public_id, part=part)
    before, after = under_current(paragraphs)
    return Desk(
        article=article,
        codebook=codebook,
        is_whole=part == (0, len(article.text)),
        before=before,
        after=after,
        earlier=cards_of(earlier, viewer, codebook),
        current=cards_of([claim], viewer, codebook)[0],
        later=cards_of(later, viewer, codebook),
        progress=progress_of(session, viewer.user, article),
        claim_count=claim_count(session, article),
        previous=previous,
        following=following,
    )


def desk_of(session: Session, viewer: Membership, article: Article, *, page: int) -> Desk:
    """The article to be read, with one page of its cards and none of them current."""
    codebook = newest_codebook(session, viewer.project)
    claims = claims_of(session, article, page=page)
    part = _part_with(article, claims)
    return Desk(
        article=article,
        codebook=codebook,
        is_whole=part == (0, len(article.text)),
        before=marked_paragraphs(article.text, marks_of(session, article, part), part=part),
        after=[],
        earlier=[],
        current=None,
        later=cards_of(claims, viewer, codebook),
        progress=progress_of(session, viewer.user, article),
        claim_count=claim_count(session, article),
    )
