"""What is stored of a claim because lists ask for it, by its definition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, case, null, select, true
from sqlalchemy.orm import Session, aliased

from webapp.folding import folded
from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.article import Article
from webapp.models.claim import Claim
from webapp.models.project import Project, counted_as
from webapp.models.round import Round
from webapp.models.span import Span
from webapp.rules.asked import asked_in_round, people_of_round
from webapp.rules.final_tags import Asked, difference_count, final_answer
from webapp.vocabulary import (
    DONE_STATES,
    AnnotationState,
    AnswerKind,
    CodeField,
    SkipReason,
    SpanRole,
)

Values = Mapping[int, Mapping[str, Any]]
"""By the key of a claim, what its columns should hold."""
OWN = ("first_offset", "is_current", "search_text", "folded_sources")
"""Columns that follow from the claim and its words."""
FINAL = (
    *("final_by", "final_answer_id", "annotator_count"),
    *("final_source_type", "final_source_naming"),
    *("is_settled", "needs_adjudication", "difference_count"),
    "asked_in_round",
    *("complete_on", "adjudicated_on"),
)
"""Columns that follow from people's tags."""


@dataclass(slots=True)
class _Given:
    """What decides of an answer that was submitted, or of a claim that was passed by."""

    id: int
    kind: AnswerKind
    state: AnnotationState
    submitted_at: datetime | None
    skipped_reason: SkipReason | None
    codes: Mapping[CodeField, str]
    """As they count, where some were merged since."""
    source_ids: tuple[int, ...] = ()

    @property
    def answer(self) -> tuple[object, ...]:
        """What two annotators are compared by."""
        return (self.source_ids, *self.codes.values())

    @property
    def is_for_adjudicators(self) -> bool:
        """Somebody found that something is wrong with the claim."""
        return self.skipped_reason is not None and self.skipped_reason.is_for_adjudicators


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
    """Of claims of given keys the engine's name for the source, and whether they are current.

    Who is held out from suggestions finds no claim by one.
    """
    later = aliased(Claim)
    is_superseded = select(later.id).where(later.supersedes_id == Claim.id).exists()
    is_in_work = Article.withdrawn_at.is_(None)
    is_current = and_(Claim.merged_into_id.is_(None), ~is_superseded, is_in_work)
    is_held_out = Claim.is_held_out == true()
    proposed_name = case((is_held_out, null()), else_=Claim.proposed_source_name)
    query = select(Claim.id, proposed_name, is_current).join(Claim.article)
    return query.where(Claim.id.in_(bindparam("claim_ids", expanding=True)))


def final_values(session: Session, claim_ids: Sequence[int]) -> Values:
    """What follows from all that people have submitted about the claims."""
    given: dict[int, dict[int, _Given]] = {key: {} for key in claim_ids}
    in_rounds, asked = dict[int, int](), dict[int, Asked]()
    for row in session.execute(_given(), {"claim_ids": claim_ids}):
        annotators = row.annotators_per_claim
        if row.is_closed is not None:
            annotators = asked_in_round(annotators, row.people, is_closed=row.is_closed)
            in_rounds[row.claim_id] = annotators
        asked[row.claim_id] = Asked(annotators, row.settled_by)
        answers = given[row.claim_id]
        if row.id is not None and row.id not in answers:
            answers[row.id] = _given_in(row)
        if row.source_id is not None:
            answers[row.id].source_ids += (row.source_id,)
    return {
        claim_id: _final(answers.values(), asked.get(claim_id, Asked()), in_rounds.get(claim_id))
        for claim_id, answers in given.items()
    }


def _given_in(row: Row[Any]) -> _Given:
    codes = {
        field: counted_as(row.merged_codes, field, row._mapping[field.value]) for field in CodeField
    }
    return _Given(row.id, row.kind, row.state, row.submitted_at, row.skipped_reason, codes)


def _final(answers: Collection[_Given], asked: Asked, in_round: int | None) -> Mapping[str, Any]:
    """What follows for one claim."""
    final = final_answer(answers, asked)
    said = final.answer
    is_doubted = any(one.is_for_adjudicators for one in answers)
    return {
        "final_by": final.by,
        "final_answer_id": said.id if said else None,
        "annotator_count": final.annotator_count,
        "final_source_type": said.codes[CodeField.SOURCE_TYPE] if said else None,
        "final_source_naming": said.codes[CodeField.SOURCE_NAMING] if said else None,
        "is_settled": final.is_settled,
        "needs_adjudication": not final.is_settled and (final.is_complete or is_doubted),
        "difference_count": difference_count(answers),
        "asked_in_round": in_round,
        "complete_on": _last_day(answers, AnswerKind.ANNOTATION, asked.annotators),
        "adjudicated_on": _last_day(answers, AnswerKind.ADJUDICATION, 1),
    }


def _last_day(answers: Iterable[_Given], kind: AnswerKind, count: int) -> date | None:
    """The day on which so many answers were in; none where fewer are."""
    given = [one for one in answers if one.kind == kind and one.state.is_submitted]
    moments = sorted(one.submitted_at for one in given if one.submitted_at is not None)
    return moments[count - 1].date() if len(moments) >= count else None


@cache
def _given() -> Select[Any]:
    """What claims of given keys ask, and what decides of all that was answered about them.

    A row for each source of an answer; one for a claim that nobody has answered.
    """
    codes = (getattr(Answer, field.value) for field in CodeField)
    # asked of the table: as an attribute of annotations it would leave adjudications out
    skipped_reason = Answer.metadata.tables[Answer.__tablename__].c.skipped_reason
    is_closed = case((Round.id.is_not(None), Round.closed_at.is_not(None)))
    is_given = and_(Answer.claim_id == Claim.id, Answer.state.in_(DONE_STATES))
    return (
        select(
            Claim.id.label("claim_id"),
            Project.annotators_per_claim,
            Project.settled_by,
            Project.merged_codes,
            is_closed.label("is_closed"),
            people_of_round().label("people"),
            AnnotationSource.source_id,
            Answer.id,
            Answer.kind,
            Answer.state,
            Answer.submitted_at,
            skipped_reason,
            *codes,
        )
        .select_from(Claim)
        .join(Project, Project.id == Claim.project_id)
        .outerjoin(Claim.round)
        .outerjoin(Answer, is_given)
        .outerjoin(Answer.sources)
        .where(Claim.id.in_(bindparam("claim_ids", expanding=True)))
        .order_by(Answer.id, AnnotationSource.position)
    )
