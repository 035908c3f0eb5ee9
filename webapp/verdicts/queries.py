"""Questions about evidence and verdicts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.models import Dispute, Evidence, Project, Verdict, VerdictRating


def evidence_or_none(session: Session, dispute: Dispute, public_id: str) -> Evidence | None:
    """The dispute's piece of evidence of this id."""
    return session.scalars(
        select(Evidence)
        .options(joinedload(Evidence.account), selectinload(Evidence.cited_in))
        .where(Evidence.dispute_id == dispute.id, Evidence.public_id == public_id)
    ).one_or_none()


def ratings_used(session: Session, project: Project) -> list[str]:
    """The rating words of the project's verdicts, to be offered again."""
    rows = session.scalars(
        select(VerdictRating.rating)
        .join(VerdictRating.verdict)
        .where(Verdict.project_id == project.id)
        .distinct()
    )
    return sorted(rows)
