"""Which claims of a project are meant: the current ones, the possible ones."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from webapp.models.claim import Claim
from webapp.vocabulary import LIKELY_FROM, VERY_LIKELY_FROM, ClaimState, Likelihood


def is_current() -> tuple[ColumnElement[bool], ...]:
    """No other claim has taken the claim's place."""
    successor = aliased(Claim)
    return (
        Claim.merged_into_id.is_(None),
        ~select(successor.id).where(successor.supersedes_id == Claim.id).exists(),
    )


def is_likelihood(likelihood: Likelihood) -> ColumnElement[bool]:
    """What `Claim.likelihood` says of a row."""
    least = {Likelihood.VERY_LIKELY: VERY_LIKELY_FROM, Likelihood.LIKELY: LIKELY_FROM}
    most = {Likelihood.LIKELY: VERY_LIKELY_FROM, Likelihood.POSSIBLE: LIKELY_FROM}
    return and_(
        Claim.confidence >= least.get(likelihood, 0.0), Claim.confidence < most.get(likelihood, 2.0)
    )


def is_possible() -> ColumnElement[bool]:
    """What `Claim.is_possible` says of a row."""
    found_by_machine = Claim.confidence.is_not(None)
    return and_(
        Claim.state == ClaimState.PROPOSED, found_by_machine, is_likelihood(Likelihood.POSSIBLE)
    )
