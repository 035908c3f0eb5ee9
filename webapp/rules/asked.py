"""How many people a claim asks to answer: as many as its project, unless a round asks otherwise."""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, func
from sqlalchemy.orm import InstrumentedAttribute

from webapp.models.claim import Claim

Number = int | BindParameter[int] | InstrumentedAttribute[int]


def asked_of(claim: Claim) -> int:
    """How many answers complete the claim."""
    return claim.asked_in_round or claim.article.project.annotators_per_claim


def asked_number(annotators: Number) -> ColumnElement[int]:
    """The same in a query, where the project asks for so many."""
    return func.coalesce(Claim.asked_in_round, annotators)


def lacks_answers(annotators: Number) -> ColumnElement[bool]:
    """Fewer people have answered the claim than it asks."""
    return Claim.annotator_count < asked_number(annotators)
