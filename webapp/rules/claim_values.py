"""What is stored of a claim because lists ask for it, by its definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, false, select, true
from sqlalchemy.orm import Session, aliased

from webapp.folding import folded
from webapp.models.annotation import Annotation, AnnotationSource
from webapp.models.article import Article
from webapp.models.claim import Claim
from webapp.models.span import Span
from webapp.rules.final_tags import final_answer
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, ClaimState, CodeField, SpanRole

Values = Mapping[int, Mapping[str, Any]]
"""By the key of a claim, what its columns should hold."""
OWN = ("first_offset", "is_current", "search_text", "folded_sources")
"""Columns that follow from the claim and its words."""
FINAL = (
    *("final_by", "final_annotation_id", "annotator_count"),
    *("final_source_type", "final_source_naming"),
)
"""Columns that follow from people's tags."""


@dataclass(slots=True)
class _Submission:
    """What decides of an annotation that was submitted."""

    id: int
    user_id: int
    state: AnnotationState
    codes: Mapping[CodeField, str]
    source_ids: tuple[int, ...] = ()

    @property
    def answer(self) -> tuple[object, ...]:
        """What two annotators are compared by."""
        return (self.source_ids, *self.codes.values())


def words_of(quotes: Sequence[tuple[SpanRole, str]], proposed_name: str | None) -> dict[str, str]:
    """The folded words by which a claim is found: all of them, and those for its source."""
    sources = [quote for role, quote in quotes if role == SpanRole.SOURCE]
    return {
        "search_text": folded("\n".join(quote for _, quote in quotes)),
        "folded_sources": "\n".join(map(folded, (*sources, proposed_name or ""))),
    }


def own_values(session: Session, claim_ids: Sequence[int]) -> Values:
    """What follows from the claims, those that took their places, their words and articles."""
    quotes: dict[int, list[tuple[SpanRole, str]]] = {}
    starts: dict[int, int] = {}
    for key, role, quote, start in session.execute(
        select(Span.claim_id, Span.role, Span.quote, Span.start)
        .where(Span.claim_id.in_(claim_ids))
        .order_by(Span.claim_id, Span.role, Span.position)
    ):
        quotes.setdefault(key, []).append((role, quote))
        starts[key] = min(start, starts.get(key, start))
    rows = session.execute(_currency(), {"claim_ids": claim_ids})
    return {
        key: {
            "first_offset": starts.get(key, 0),
            "is_current": bool(is_current),
            **words_of(quotes.get(key, ()), proposed_name),
        }
        for key, proposed_name, is_current in rows
    }


@cache
def _currency() -> Select[int, str | None, bool]:
    """Of claims of given keys the engine's name for the source, and whether they are current."""
    later = aliased(Claim)
    is_superseded = select(later.id).where(later.supersedes_id == Claim.id).exists()
    is_in_work = Article.withdrawn_at.is_(None)
    is_current = and_(Claim.merged_into_id.is_(None), ~is_superseded, is_in_work)
    query = select(Claim.id, Claim.proposed_source_name, is_current).join(Claim.article)
    return query.where(Claim.id.in_(bindparam("claim_ids", expanding=True)))


def final_values(session: Session, claim_ids: Sequence[int]) -> Values:
    """What follows from all that people have submitted about the claims."""
    rows = session.execute(_submissions(), {"claim_ids": claim_ids})
    submitted: dict[int, dict[int, _Submission]] = {key: {} for key in claim_ids}
    for claim_id, key, user_id, state, source_id, *values in rows:
        fresh = _Submission(key, user_id, state, dict(zip(CodeField, values, strict=True)))
        row = submitted[claim_id].setdefault(key, fresh)
        row.source_ids += () if source_id is None else (source_id,)
    found = {}
    for claim_id, of_claim in submitted.items():
        final = final_answer(of_claim.values())
        said = final.annotation
        found[claim_id] = {
            "final_by": final.by,
            "final_annotation_id": said.id if said else None,
            "annotator_count": final.annotator_count,
            "final_source_type": said.codes[CodeField.SOURCE_TYPE] if said else None,
            "final_source_naming": said.codes[CodeField.SOURCE_NAMING] if said else None,
        }
    return found


@cache
def _submissions() -> Select[Any]:
    """What decides of all that was submitted about claims of given keys, a row for each source."""
    codes = (getattr(Annotation, field.value) for field in CodeField)
    return (
        select(
            Annotation.claim_id,
            Annotation.id,
            Annotation.user_id,
            Annotation.state,
            AnnotationSource.source_id,
            *codes,
        )
        .outerjoin(Annotation.sources)
        .where(
            Annotation.claim_id.in_(bindparam("claim_ids", expanding=True)),
            Annotation.state.in_(SUBMITTED_STATES),
        )
        .order_by(Annotation.id, AnnotationSource.position)
    )


def miscounted_links(session: Session, claim_ids: Sequence[int]) -> dict[int, tuple[int, bool]]:
    """By key, the sources of answers that count otherwise than they should: claim, and how."""
    rows = session.execute(_miscounted(), {"claim_ids": claim_ids})
    return {key: (claim_id, bool(due)) for key, claim_id, due in rows}


@cache
def _miscounted() -> Select[int, int, bool]:
    """A source counts once in the final tags of a claim that counts."""
    earlier = aliased(AnnotationSource)
    is_second = (
        select(earlier.id)
        .where(
            earlier.annotation_id == AnnotationSource.annotation_id,
            earlier.source_id == AnnotationSource.source_id,
            earlier.position < AnnotationSource.position,
        )
        .exists()
    )
    counts = and_(
        Claim.final_annotation_id == Annotation.id,
        Claim.is_current == true(),
        Claim.state != ClaimState.NOT_A_CLAIM,
        ~is_second,
    )
    is_due = case((counts, true()), else_=false())
    return (
        select(AnnotationSource.id, Annotation.claim_id, is_due)
        .join(AnnotationSource.annotation)
        .join(Annotation.claim)
        .where(
            Annotation.claim_id.in_(bindparam("claim_ids", expanding=True)),
            AnnotationSource.is_counted != is_due,
        )
    )
