"""What the review page shows one member: the marked text, the cards, how far they are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from webapp.annotations.pages import CARDS, Card, Neighbours, ReviewPage
from webapp.annotations.queries.cards import cards_of
from webapp.annotations.queries.claims import load_cards, marks_of
from webapp.annotations.queries.outline import Outline, Outlined, outline_of
from webapp.annotations.queries.queue import live_claim_after_or_none, live_claim_before_or_none
from webapp.attribution.text.spans import TextSpan
from webapp.markup.marked_text import marked_paragraphs, part_around, under_current
from webapp.models import Article, Claim, Codebook, Membership
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
    session: Session,
    viewer: Membership,
    claim: Claim,
    codebook: Codebook,
    *,
    is_unfolded: bool,
) -> ReviewPage:
    """The claim's article with the claim current; the claim's own tags are loaded as well."""
    article = claim.article
    outline = outline_of(session, article, viewer.user)
    earlier, later = outline.around(claim)
    possible = [one for one in outline.possible if one.key != claim.id]
    shown = possible[:CARDS]
    claims = _claims(session, [*earlier, *later, *shown], claim)
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
    folded = unfolded = _neighbours(session, outline, claim, with_possible=False)
    if possible or is_unfolded:
        unfolded = _neighbours(session, outline, claim, with_possible=True)

    def cards(outlined: Sequence[Outlined]) -> list[Card]:
        return cards_of((claims[one.key] for one in outlined), viewer, codebook)

    return ReviewPage(
        article=article,
        codebook=codebook,
        is_whole=part == (0, len(article.text)),
        before=before,
        after=after,
        earlier=cards(earlier),
        current=current,
        later=cards(later),
        possible=cards(shown),
        possible_count=len(possible),
        is_unfolded=is_unfolded,
        progress=outline.progress,
        claim_count=len(outline.shown),
        folded=folded,
        unfolded=unfolded,
        is_of_the_past=claim.id not in {one.key for one in outline.claims},
    )


def page_for_article(
    session: Session, viewer: Membership, article: Article, *, page: int, is_unfolded: bool
) -> ReviewPage:
    """The article to be read, with one page of its cards and none of them current."""
    codebook = newest_codebook(session, viewer.project)
    outline = outline_of(session, article, viewer.user)
    shown, possible = outline.shown[(page - 1) * CARDS : page * CARDS], outline.possible
    claims = _claims(session, [*shown, *possible[:CARDS]])
    listed = [claims[one.key] for one in shown]
    part = _part_with(article, listed)
    marks = marks_of(session, article, part, with_possible=is_unfolded)
    return ReviewPage(
        article=article,
        codebook=codebook,
        is_whole=part == (0, len(article.text)),
        before=marked_paragraphs(article.text, marks, part=part, dimmed=article.dimmed),
        after=[],
        earlier=[],
        current=None,
        later=cards_of(listed, viewer, codebook),
        possible=cards_of((claims[one.key] for one in possible[:CARDS]), viewer, codebook),
        possible_count=len(possible),
        is_unfolded=is_unfolded,
        progress=outline.progress,
        claim_count=len(outline.shown),
    )


def _claims(
    session: Session, outlined: Sequence[Outlined], current: Claim | None = None
) -> dict[int, Claim]:
    """The claims with what their cards show, and those in whose content they stand."""
    keys = [(one.key, one.outer_key) for one in outlined]
    keys += [(current.id, current.nested_in_id)] if current else []
    return load_cards(session, {key for pair in keys for key in pair if key is not None})


def _neighbours(
    session: Session, outline: Outline, claim: Claim, *, with_possible: bool
) -> Neighbours:
    """What the keys for the previous and the next claim lead to: most often in the article."""
    before, after = outline.next_to(claim, with_possible=with_possible)
    first = before or live_claim_before_or_none(session, claim, with_possible=with_possible)
    last = after or live_claim_after_or_none(session, claim, with_possible=with_possible)
    return Neighbours(first.public_id if first else "", last.public_id if last else "")
