"""Before whom a source of an answer counts its claim, which is stored with it: by definition."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, false, not_, or_, select, true
from sqlalchemy.orm import Session, aliased

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.claim import Claim
from webapp.rules.claims import is_counted
from webapp.vocabulary import GIVEN_STATES, AnswerKind

COUNTS = ("is_counted", "is_open", "counted_for_id")
"""Columns of a source of an answer that say before whom it counts."""
Miscounted = dict[int, tuple[int, dict[str, Any]]]


def miscounted_links(session: Session, claim_ids: Sequence[int]) -> Miscounted:
    """By key, the sources of answers that count otherwise than they should: claim, and how."""
    rows = session.execute(_miscounted(), {"claim_ids": claim_ids})
    return {
        key: (claim_id, dict(zip(COUNTS, (bool(counted), bool(is_open), person), strict=True)))
        for key, claim_id, counted, is_open, person in rows
    }


@cache
def _miscounted() -> Select[int, int, bool, bool, int | None]:
    """A source counts once in the final tags of a claim that counts.

    Where those do not name it, or not everybody may see them, it counts once for whoever tagged so.
    """
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
    final = aliased(AnnotationSource)
    is_in_final = (
        select(final.id)
        .where(
            final.annotation_id == Claim.final_answer_id,
            final.source_id == AnnotationSource.source_id,
        )
        .exists()
    )
    counts = and_(*is_counted(), ~is_second)
    is_final = and_(counts, Claim.final_answer_id == Answer.id)
    is_beside = and_(
        counts,
        Answer.kind == AnswerKind.ANNOTATION,
        Answer.state.in_(GIVEN_STATES),
        not_(and_(Claim.is_settled == true(), is_in_final)),
    )
    due = {
        "is_counted": case((is_final, true()), else_=false()),
        "is_open": case((is_final, Claim.is_settled), else_=false()),
        "counted_for_id": case((is_beside, Answer.user_id)),
    }
    stored = AnnotationSource.__table__.c
    return (
        select(AnnotationSource.id, Answer.claim_id, *(due[name] for name in COUNTS))
        .join(AnnotationSource.answer)
        .join(Claim, Claim.id == Answer.claim_id)
        .where(
            Answer.claim_id.in_(bindparam("claim_ids", expanding=True)),
            or_(*(stored[name].is_distinct_from(due[name]) for name in COUNTS)),
        )
    )
