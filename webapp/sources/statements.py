"""Everything that one source is said to have said, as one member may read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from webapp.folding import folded
from webapp.models import Annotation, AnnotationSource, Claim, Membership, Source, Span
from webapp.rules.claim_sentences import SentencePart, sentences_of
from webapp.rules.claims import is_counted, reading_order
from webapp.rules.dispute_status import placed_claims
from webapp.rules.visible_tags import VisibleTags, answers_to, shown_answers
from webapp.sources.disputes_of_source import (
    ClaimOfSource,
    DisputeSummary,
    Labels,
    heard_in,
    seats_of,
)
from webapp.vocabulary import CodeField, SpanRole

PAGE_SIZE = 50
SHOWN_TAGS = (CodeField.STANCE, CodeField.DISPUTE_STATUS)


@dataclass(frozen=True)
class Tags:
    """Whose tags they are, and the codes that they chose, in words."""

    standing: str
    codes: tuple[tuple[CodeField, str, str], ...]
    """Field, value and label."""


@dataclass(frozen=True)
class Statement:
    """One claim that names the source."""

    claim: Claim
    passage: tuple[SentencePart, ...]
    tags: tuple[Tags, ...]
    seats: tuple[ClaimOfSource, ...]
    """Where it stands in disputes."""


@dataclass(frozen=True)
class DayGroup:
    """What was printed on one day; None where that is not known."""

    published_on: date | None
    sayings: list[Statement]


@dataclass(frozen=True)
class SourceWords:
    """Words of the texts that stand for the source; none where a text leaves it out."""

    words: str
    count: int


@dataclass(frozen=True)
class SourceProfile:
    """One page of what a source is said to have said, by date; its mentions, its disputes."""

    days: list[DayGroup]
    mentions: list[SourceWords]
    heard: tuple[DisputeSummary, ...]
    total: int
    article_count: int
    number: int
    page_count: int


def dossier_of(
    session: Session, viewer: Membership, source: Source, *, labels: Labels, number: int
) -> SourceProfile:
    """The claims whose final answer, or whose answer by the member, names the source."""
    naming = _naming(source)
    shown = {
        claim_id: row
        for claim_id, row in shown_answers(answers_to(session, viewer, naming), viewer).items()
        if any(source.id in answer.source_ids for answer in row.all)
    }
    places = [row for row in session.execute(_ordered(naming)) if row[0] in shown]
    page_count = max(1, -(-len(places) // PAGE_SIZE))
    number = min(max(1, number), page_count)
    keys = [claim_id for claim_id, _ in places][(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    placed = placed_claims(session, viewer, naming)
    seats = {claim_id: seats_of(placed.get(claim_id, ()), labels) for claim_id, _ in places}
    return SourceProfile(
        days=_days(_sayings(session, keys, shown, labels, seats)),
        heard=heard_in(seats.values()),
        mentions=_mentions(session, source, naming, {row[0]: shown[row[0]] for row in places}),
        total=len(places),
        article_count=len({article_id for _, article_id in places}),
        number=number,
        page_count=page_count,
    )


def _naming(source: Source) -> Select[int]:
    """The claims that anybody's tags say it of, to be looked through."""
    return (
        select(Annotation.claim_id)
        .join(Annotation.sources)
        .where(AnnotationSource.source_id == source.id)
    )


def _ordered(naming: Select[int]) -> Select[int, int]:
    """Claims that stand and their articles, in the order in which a project is read."""
    return (
        select(Claim.id, Claim.article_id)
        .join(Claim.article)
        .where(Claim.id.in_(naming), *is_counted())
        .order_by(*reading_order())
    )


def _sayings(
    session: Session,
    keys: Sequence[int],
    shown: dict[int, VisibleTags],
    labels: Labels,
    seats: dict[int, tuple[ClaimOfSource, ...]],
) -> list[Statement]:
    found = session.scalars(
        select(Claim)
        .join(Claim.article)
        .options(contains_eager(Claim.article), selectinload(Claim.spans))
        .where(Claim.id.in_(keys))
    )
    claims = {claim.id: claim for claim in found}
    passages = sentences_of(session, claims.values())
    return [
        Statement(claims[key], passages.get(key, ()), _tags(shown[key], labels), seats[key])
        for key in keys
    ]


def _tags(shown: VisibleTags, labels: Labels) -> tuple[Tags, ...]:
    return tuple(
        Tags(
            standing="final" if answer is shown.final else f"yours, {answer.state}",
            codes=tuple(
                (field, value, labels.get((field, value), value))
                for field in SHOWN_TAGS
                for value in [answer.value_of(field)]
                if value
            ),
        )
        for answer in shown.all
    )


def _days(sayings: Iterable[Statement]) -> list[DayGroup]:
    days: list[DayGroup] = []
    for saying in sayings:
        published_on = saying.claim.article.published_on
        if not days or days[-1].published_on != published_on:
            days.append(DayGroup(published_on, []))
        days[-1].sayings.append(saying)
    return days


def _mentions(
    session: Session, source: Source, naming: Select[int], shown: dict[int, VisibleTags]
) -> list[SourceWords]:
    """The wordings of the source's spans, most frequent first, whatever their capitals."""
    quotes: dict[int, list[str]] = {claim_id: [] for claim_id in shown}
    for claim_id, quote in session.execute(
        select(Span.claim_id, Span.quote)
        .where(Span.claim_id.in_(naming), Span.role == SpanRole.SOURCE)
        .order_by(Span.claim_id, Span.start)
    ):
        if claim_id in quotes:
            quotes[claim_id].append(" ".join(quote.split()))
    writings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for claim_id, words in quotes.items():
        mention = _own_words(words, source, shown[claim_id])
        counts[writings.setdefault(folded(mention), mention)] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], folded(item[0])))
    return [SourceWords(words, count) for words, count in ordered]


def _own_words(words: list[str], source: Source, shown: VisibleTags) -> str:
    """The words for this source, where several sources say it and each has its words."""
    named = next(answer.source_ids for answer in shown.all if source.id in answer.source_ids)
    if len(named) == len(words):
        return words[named.index(source.id)]
    return " … ".join(words)
