"""Everything that one source is said to have said, as one member may read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload

from webapp.folding import folded
from webapp.markup.paging import page_of
from webapp.models import AnnotationSource, Answer, Claim, Membership, Source, Span
from webapp.rules.blindness import final_tags_seen_by
from webapp.rules.claim_sentences import sentences_of
from webapp.rules.claims import NAMED, is_counted, reading_order
from webapp.rules.dispute_status import PlacedClaim, placed_claims
from webapp.rules.visible_tags import VisibleTags, visible_tags
from webapp.sources.pages.statements import (
    DayGroup,
    SourceProfile,
    SourceWords,
    Statement,
    StatementTags,
)
from webapp.sources.queries.disputes import Labels, claims_placed, heard_in
from webapp.vocabulary import GIVEN_STATES, AnswerKind, CodeField, FinalBy, SpanRole

SHOWN_TAGS = (CodeField.STANCE, CodeField.DISPUTE_STATUS)


def dossier_of(
    session: Session, viewer: Membership, source: Source, *, labels: Labels, number: int
) -> SourceProfile:
    """The claims whose final answer, or whose answer by the member, names the source."""
    is_said = (*is_counted(), Claim.id.in_(_naming(viewer, source)))
    said = select(Claim.id).where(*is_said)
    page = page_of(session, said.order_by(*reading_order()), number)
    article_count = select(func.count(Claim.article_id.distinct())).where(*is_said)
    placed = placed_claims(session, viewer, said)
    heard = session.scalars(select(Claim.id).where(Claim.id.in_(placed)).order_by(*reading_order()))
    return SourceProfile(
        days=_days(_statements(session, viewer, page.rows, labels, placed)),
        heard=heard_in(claims_placed(placed[key], labels) for key in heard),
        mentions=_mentions(session, viewer, source, is_said),
        total=page.row_count,
        article_count=session.scalars(article_count).one(),
        number=page.number,
        page_count=page.page_count,
    )


def _naming(viewer: Membership, source: Source) -> Select[int]:
    """The claims whose final tags name the source, and those of which the member's own do."""
    named = (
        select(Answer.claim_id)
        .join(Answer.sources)
        .join(Claim, Claim.id == Answer.claim_id)
        .where(AnnotationSource.source_id == source.id)
    )
    final = named.where(AnnotationSource.is_counted == true(), *final_tags_seen_by(viewer))
    is_own = (Answer.kind == AnswerKind.ANNOTATION) & (Answer.user_id == viewer.user_id)
    own = named.where(is_own, Answer.state.in_(GIVEN_STATES))
    return select(final.union(own).subquery().c.claim_id)


def _statements(
    session: Session,
    viewer: Membership,
    keys: Sequence[int],
    labels: Labels,
    placed: dict[int, list[PlacedClaim]],
) -> list[Statement]:
    shown_keys = select(Claim.id).where(Claim.id.in_(keys))
    shown = visible_tags(session, viewer, shown_keys)
    found = session.scalars(
        select(Claim)
        .options(
            joinedload(Claim.article),
            selectinload(Claim.spans),
            raiseload("*", sql_only=True),
            *NAMED,
        )
        .where(Claim.id.in_(keys))
    )
    claims = {claim.id: claim for claim in found}
    passages = sentences_of(session, claims.values())
    return [
        Statement(
            claims[key],
            passages.get(key, ()),
            _tags(claims[key], shown[key], labels),
            claims_placed(placed.get(key, ()), labels),
        )
        for key in keys
    ]


def _tags(claim: Claim, shown: VisibleTags, labels: Labels) -> tuple[StatementTags, ...]:
    is_by_hand = claim.final_by == FinalBy.ADJUDICATED
    final = "settled by an adjudicator" if is_by_hand else "final"
    return tuple(
        StatementTags(
            whose=final if answer is shown.final else f"yours, {answer.state}",
            codes=tuple(
                (field, value, labels.get((field, value), value))
                for field in SHOWN_TAGS
                for value in [answer.value_of(field)]
                if value
            ),
        )
        for answer in shown.all
    )


def _days(statements: Iterable[Statement]) -> list[DayGroup]:
    days: list[DayGroup] = []
    for statement in statements:
        published_on = statement.claim.article.published_on
        if not days or days[-1].published_on != published_on:
            days.append(DayGroup(published_on, []))
        days[-1].statements.append(statement)
    return days


def _mentions(
    session: Session, viewer: Membership, source: Source, is_said: Sequence[ColumnElement[bool]]
) -> list[SourceWords]:
    """The wordings of the source's spans, most frequent first, whatever their capitals."""
    words: dict[int, list[str]] = {}
    for claim_id, quote in session.execute(
        select(Claim.id, Span.quote)
        .outerjoin(Span, (Span.claim_id == Claim.id) & (Span.role == SpanRole.SOURCE))
        .where(*is_said)
        .order_by(*reading_order(), Span.start)
    ):
        words.setdefault(claim_id, []).extend([" ".join(quote.split())] if quote else [])
    several = (
        select(Answer.claim_id)
        .join(Answer.sources)
        .where(
            AnnotationSource.position > 0,
            Answer.claim_id.in_(select(Claim.id).where(*is_said)),
        )
    )
    shown = visible_tags(session, viewer, several)
    writings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for claim_id, quotes in words.items():
        mention = _own_words(quotes, source, shown.get(claim_id))
        counts[writings.setdefault(folded(mention), mention)] += 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], folded(item[0])))
    return [SourceWords(mention, count) for mention, count in ordered]


def _own_words(words: list[str], source: Source, shown: VisibleTags | None) -> str:
    """The words for this source, where several sources say it and each has its words."""
    answers = shown.all if shown else ()
    named = next((one.source_ids for one in answers if source.id in one.source_ids), ())
    if len(named) == len(words) and named:
        return words[named.index(source.id)]
    return " … ".join(words)
