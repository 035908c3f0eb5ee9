"""How the claim of an answer stands, which is stored with the answer: by definition."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    false,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.orm import Session

from webapp.models.annotation import Answer
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.rules.asked import lacks_answers, takes_answers
from webapp.rules.claims import is_live
from webapp.vocabulary import SUBMITTED_STATES, ClaimStanding, FinalBy


def misjudged_answers(
    session: Session, claim_ids: Sequence[int]
) -> dict[int, tuple[int, ClaimStanding, bool]]:
    """By key, the answers whose claim stands otherwise than they say: claim, how, and who sees it.

    Everybody sees those that are submitted, once the claim is settled.
    """
    rows = session.execute(_misjudged(), {"claim_ids": claim_ids})
    return {
        key: (claim_id, ClaimStanding(standing), bool(is_open))
        for key, claim_id, standing, is_open in rows
    }


def claim_standing(
    annotators: SQLColumnExpression[int] | int, *, tells_doubts: bool = True
) -> ColumnElement[ClaimStanding]:
    """How a claim stands, where its project asks for so many annotators.

    Before somebody who is not to know what others have found wrong, what they doubt is open.
    """
    takes = takes_answers(annotators) if tells_doubts else (lacks_answers(annotators),)
    return case(
        (not_(and_(*is_live(with_possible=False))), _literal(ClaimStanding.UNCOUNTED)),
        (Claim.final_by == FinalBy.ADJUDICATED, _literal(ClaimStanding.ADJUDICATED)),
        (and_(*takes), _literal(ClaimStanding.OPEN)),
        else_=_literal(ClaimStanding.CLOSED),
    )


def standings_of_drafts(project: Project) -> tuple[ClaimStanding, ...]:
    """Of the claims that somebody has begun, which wait for them: where nothing locks, more do."""
    begun = (ClaimStanding.OPEN, ClaimStanding.CLOSED)
    return begun[:1] if project.is_blind else begun


@cache
def _misjudged() -> Select[int, int, str, bool]:
    due = claim_standing(Project.annotators_per_claim)
    is_open = case((Answer.state.in_(SUBMITTED_STATES), Claim.is_settled), else_=false())
    return (
        select(Answer.id, Answer.claim_id, due, is_open)
        .join(Claim, Claim.id == Answer.claim_id)
        .join(Project, Project.id == Answer.project_id)
        .where(
            Answer.claim_id.in_(bindparam("claim_ids", expanding=True)),
            or_(Answer.claim_standing != due, Answer.is_open != is_open),
        )
    )


def _literal(standing: ClaimStanding) -> ColumnElement[ClaimStanding]:
    return literal(standing, Answer.claim_standing.type)
