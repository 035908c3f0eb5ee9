"""How many answers a claim asks for, by its project or its round, and if it takes one more."""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    SQLColumnExpression,
    false,
    func,
    or_,
    select,
)

from webapp.limits import LEAST_IN_ROUND
from webapp.models.annotation import Annotation
from webapp.models.claim import Claim
from webapp.models.round import RoundPerson
from webapp.vocabulary import SUBMITTED_STATES, FinalBy


def asked_of(claim: Claim) -> int:
    """How many answers complete the claim."""
    return claim.asked_in_round or claim.article.project.annotators_per_claim


def asked_number(annotators: SQLColumnExpression[int] | int) -> ColumnElement[int]:
    """The same in a query, where the project asks for so many."""
    return func.coalesce(Claim.asked_in_round, annotators)


def lacks_answers(annotators: SQLColumnExpression[int] | int) -> ColumnElement[bool]:
    """Fewer people have answered the claim than it asks."""
    return Claim.annotator_count < asked_number(annotators)


def takes_answers(annotators: SQLColumnExpression[int] | int) -> tuple[ColumnElement[bool], ...]:
    """A claim that is to be tagged takes an answer of an annotator."""
    return (lacks_answers(annotators), *is_left_to_annotators())


def is_left_to_annotators() -> tuple[ColumnElement[bool], ...]:
    """The claim waits for no adjudicator, and none has settled it."""
    return (Claim.needs_adjudication == false(), Claim.final_by != FinalBy.ADJUDICATED)


def asked_in_round(annotators: int, people: int, *, is_closed: bool) -> int:
    """How many a claim asks that is in a round of so many people, `people_of_round` of it.

    While that is open as many as take part in it; of those who left, the ones who had answered
    the claim. Once it is closed no more than the project asks, and never more than before: what
    was complete then stays so.
    """
    asked = max(LEAST_IN_ROUND, people)
    return min(annotators, asked) if is_closed else asked


def people_of_round() -> ScalarSelect[int]:
    """How many people its round asks to answer a claim; 0 of a claim that is in none."""
    has_answered = (
        select(Annotation.id)
        .where(
            Annotation.claim_id == Claim.id,
            Annotation.user_id == RoundPerson.user_id,
            Annotation.state.in_(SUBMITTED_STATES),
        )
        .correlate(Claim, RoundPerson)
        .exists()
    )
    return (
        select(func.count())
        .where(
            RoundPerson.round_id == Claim.round_id,
            or_(RoundPerson.left_at.is_(None), has_answered),
        )
        .correlate(Claim)
        .scalar_subquery()
    )
