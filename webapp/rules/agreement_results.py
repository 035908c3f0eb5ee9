"""What was computed of how far people agree: the report of a project, and its first lines."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agreement import Measure
from webapp.models.agreement import AgreementReport, AgreementResult
from webapp.vocabulary import ComparedField, ComparedPart

HEADLINES = (ComparedField.SOURCE, ComparedField.STANCE, ComparedField.DISPUTE_STATUS)
"""The fields that are named before all others."""


def report_or_none(session: Session, project_id: int) -> AgreementReport | None:
    """What was computed last, if it ever was."""
    return session.scalars(
        select(AgreementReport).where(AgreementReport.project_id == project_id)
    ).one_or_none()


def headline_alphas(session: Session, project_id: int) -> list[AgreementResult]:
    """Alpha of these fields over all answers, the best first; those without a figure last."""
    rows = session.scalars(
        select(AgreementResult)
        .join(AgreementReport, AgreementReport.id == AgreementResult.report_id)
        .where(
            AgreementReport.project_id == project_id,
            AgreementResult.field.in_(HEADLINES),
            AgreementResult.part == ComparedPart.ALL,
            AgreementResult.measure == Measure.ALPHA,
        )
    )
    return _best_first(rows)


def _best_first(rows: Iterable[AgreementResult]) -> list[AgreementResult]:
    def place(row: AgreementResult) -> tuple[bool, float, int]:
        return row.value is None, -(row.value or 0), HEADLINES.index(row.field)

    return sorted(rows, key=place)
