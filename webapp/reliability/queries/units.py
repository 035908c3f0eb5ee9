"""What was judged to be a claim, in which words, and what has taken its place since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.models import Annotation, Claim, Span
from webapp.reliability.pages.answers import IsClaim
from webapp.reliability.pages.units import JudgedClaims, JudgedRow, Place
from webapp.vocabulary import SUBMITTED_STATES, ClaimState


def judged_claims(
    session: Session, project_id: int, judged: Mapping[tuple[int, int], IsClaim]
) -> JudgedClaims:
    """Every claim of the project, replaced ones too, with what people said of it last.

    Whoever accepts a claim says nothing of its words, which others may still change.
    """
    submitted = session.execute(
        select(Annotation.claim_id, Annotation.user_id).where(
            Annotation.project_id == project_id, Annotation.state.in_(SUBMITTED_STATES)
        )
    )
    with_words = {(claim_id, user_id) for claim_id, user_id in submitted}
    places = _places(session, project_id)
    rows = session.execute(
        select(
            *(Claim.id, Claim.article_id, Claim.is_current),
            *(Claim.supersedes_id, Claim.merged_into_id),
        )
        .where(Claim.project_id == project_id)
        .order_by(Claim.id)
    )
    return JudgedClaims(
        {
            key: JudgedRow(article_id, is_current, older_id, merged_id, places.get(key, ()))
            for key, article_id, is_current, older_id, merged_id in rows
        },
        {
            pair: said is IsClaim.CLAIM
            for pair, said in judged.items()
            if said is IsClaim.NOT_A_CLAIM or pair in with_words
        },
    )


def _places(session: Session, project_id: int) -> Mapping[int, list[Place]]:
    """By claim its spans, of proposals only where somebody has begun to answer."""
    is_begun = select(Annotation.id).where(Annotation.claim_id == Claim.id).exists()
    rows = session.execute(
        select(Span.claim_id, Span.role, Span.start, Span.quote)
        .join(Span.claim)
        .where(
            Claim.project_id == project_id,
            or_(Claim.state != ClaimState.PROPOSED, is_begun),
        )
    )
    found: defaultdict[int, list[Place]] = defaultdict(list)
    for claim_id, role, start, quote in rows:
        found[claim_id].append((role, start, quote))
    return found
