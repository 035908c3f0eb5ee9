"""What the review page shows one member: the marked text, the cards, how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from webapp.annotations.pages import (
    CARDS,
    AnyCard,
    Card,
    KeptCard,
    LeftPage,
    Neighbours,
    ReviewPage,
)
from webapp.annotations.queries.cards import cards_of
from webapp.annotations.queries.claims import load_cards
from webapp.annotations.queries.outline import Outline, Outlined, outline_of
from webapp.annotations.queries.words import SpanRow, marks_of, spans_of, words_of
from webapp.attribution.text.spans import TextSpan
from webapp.markup.marked_text import (
    Paragraph,
    Pointer,
    marked_paragraphs,
    part_around,
    under_current,
)
from webapp.models import Article, Claim, Codebook, Membership, Span
from webapp.rules.codebooks import newest_codebook
from webapp.rules.queue import live_claims_beside

MARKED_AROUND = 50_000
"""Code points before and after the current claim in which other claims are marked."""

NOTHING_LEFT = LeftPage()


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
    left_page: LeftPage = NOTHING_LEFT,
) -> ReviewPage:
    """The claim's article with the claim current; the claim's own tags are loaded as well.

    Where the member comes from another claim of it, what stayed as it was is left out.
    """
    article = claim.article
    outline = outline_of(session, article, viewer.user)
    around = outline.around(claim.id, (claim.first_offset, claim.number))
    left = outline.live_or_none(left_page.claim_id, with_possible=is_unfolded)
    is_other = left_page.claims != outline.digest or len(article.text) > MARKED_AROUND
    if left and (is_other or left.key not in {claim.id, *around.keys}):
        left = None  # more than both claims may look otherwise from there
    there = outline.around(left.key, left.position).keys if left else frozenset()
    shown = [one for one in around.all if one.key not in there]
    claims = _claims(session, outline, shown, claim)
    part = part_around(article.text, _place_of(claim.spans))
    spans = spans_of(session, article, _near(part, claim), claims.keys(), with_possible=is_unfolded)
    words = words_of(spans, claims.keys())
    current, *listed = cards_of(
        [claim, *(claims[one.key] for one in shown)], viewer, codebook, words
    )
    fresh = {card.claim.id: card for card in listed}
    changed = [current, fresh.get(left.key, current)] if left else []
    if left:
        spans = _with_words_in(_part_of(article, changed, spans), spans)
    paragraphs = marked_paragraphs(
        article.text,
        marks_of(spans, outline, claim, with_possible=is_unfolded),
        current_id=claim.public_id,
        part=part,
        pointers=current.pointers,
        dimmed=article.dimmed,
    )
    before, after = under_current(paragraphs)
    possible_count = sum(one.key != claim.id for one in outline.possible)
    folded, unfolded = _neighbours(session, outline, claim)

    def cards(outlined: Sequence[Outlined]) -> list[AnyCard]:
        return [KeptCard(one.public_id) if one.key in there else fresh[one.key] for one in outlined]

    return ReviewPage(
        article=article,
        codebook=codebook,
        is_whole=part == (0, len(article.text)),
        before=before,
        after=after,
        earlier=cards(around.earlier),
        current=current,
        later=cards(around.later),
        possible=cards(around.possible),
        possible_count=possible_count,
        is_unfolded=is_unfolded,
        kept=_kept(paragraphs, changed) if left else frozenset(),
        progress=outline.progress,
        claim_count=len(outline.shown),
        folded=folded,
        unfolded=unfolded if possible_count or is_unfolded else folded,
        ordinal=outline.ordinals.get(claim.public_id, 0),
        claims_digest=outline.digest,
        not_claims=outline.not_claims,
        is_of_the_past=claim.id not in {one.key for one in outline.claims},
    )


def _place_of(spans: Iterable[Span | SpanRow | Pointer]) -> TextSpan:
    """From the first to the last of them; the start of the text where there are none."""
    places = [(span.start, span.end) for span in spans] or [(0, 1)]
    return TextSpan(min(start for start, _ in places), max(end for _, end in places))


def _part_of(article: Article, cards: Sequence[Card], spans: Iterable[SpanRow]) -> TextSpan:
    """The paragraphs from the first to the last that have to do with one of the claims."""
    keys = {card.claim.id for card in cards}
    own = [span for span in spans if span.key in keys]
    pointers = [pointer for card in cards for pointer in card.pointers]
    return part_around(article.text, _place_of([*own, *pointers]), more=0)


def _with_words_in(part: TextSpan, spans: Sequence[SpanRow]) -> list[SpanRow]:
    """Those of the claims that have words in a part of the text."""
    keys = {span.key for span in spans if span.is_in(part)}
    return [span for span in spans if span.key in keys]


def _kept(paragraphs: Iterable[Paragraph], changed: Sequence[Card]) -> frozenset[int]:
    """Where the paragraphs start in which no word has to do with these claims."""
    ids = {card.claim.public_id for card in changed}
    places = [place for card in changed for place in card.pointers]
    return frozenset(
        paragraph.start
        for paragraph in paragraphs
        if not any(mark.claim_id in ids for one in paragraph.segments for mark in one.marks)
        and not any(one.start < paragraph.end and one.end > paragraph.start for one in places)
    )


def page_for_article(
    session: Session, viewer: Membership, article: Article, *, page: int, is_unfolded: bool
) -> ReviewPage:
    """The article to be read, with one page of its cards and none of them current."""
    codebook = newest_codebook(session, viewer.project)
    outline = outline_of(session, article, viewer.user)
    shown, possible = outline.shown[(page - 1) * CARDS : page * CARDS], outline.possible
    claims = _claims(session, outline, [*shown, *possible[:CARDS]])
    starts = [one.first_offset for one in shown] or [0]
    part = part_around(article.text, TextSpan(min(starts), max(starts) + 1))
    spans = spans_of(session, article, part, claims.keys(), with_possible=is_unfolded)
    marks = marks_of(spans, outline, with_possible=is_unfolded)
    words = words_of(spans, claims.keys())
    return ReviewPage(
        article=article,
        codebook=codebook,
        is_whole=part == (0, len(article.text)),
        before=marked_paragraphs(article.text, marks, part=part, dimmed=article.dimmed),
        after=[],
        earlier=[],
        current=None,
        later=cards_of((claims[one.key] for one in shown), viewer, codebook, words),
        possible=cards_of((claims[one.key] for one in possible[:CARDS]), viewer, codebook, words),
        possible_count=len(possible),
        is_unfolded=is_unfolded,
        progress=outline.progress,
        claim_count=len(outline.shown),
        not_claims=outline.not_claims,
    )


def _claims(
    session: Session,
    outline: Outline,
    outlined: Sequence[Outlined],
    current: Claim | None = None,
) -> dict[int, Claim]:
    """The claims with what their cards show, and those in whose content they stand."""
    keys = [(one.key, one.outer_key) for one in outlined]
    keys += [(current.id, current.nested_in_id)] if current else []
    wanted = {key for pair in keys for key in pair if key is not None}
    return load_cards(session, wanted, outline.ordinals)


def _neighbours(session: Session, outline: Outline, claim: Claim) -> tuple[Neighbours, Neighbours]:
    """The live claims before and after one, first without the possible ones.

    Most often they stand in the article, else in the project.
    """
    near = [outline.next_to(claim, with_possible=flag) for flag in (False, True)]
    is_alone = any(one is None for pair in near for one in pair)
    far = live_claims_beside(session, claim) if is_alone else (("", ""), ("", ""))
    folded, unfolded = (
        Neighbours(*(one.public_id if one else there for one, there in zip(*both, strict=True)))
        for both in zip(near, far, strict=True)
    )
    return folded, unfolded
