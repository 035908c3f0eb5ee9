"""Keeping what was computed in the place of what was computed before."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from webapp.models import (
    AgreementCell,
    AgreementPull,
    AgreementReport,
    AgreementResult,
    AgreementUnit,
)
from webapp.reliability.pages.answers import ComparedAnswers
from webapp.reliability.services.computing import Computed, Row


def store_agreement(
    session: Session,
    project_id: int,
    *,
    answers: ComparedAnswers,
    found: Computed,
    now: datetime,
) -> AgreementReport:
    """Keep the figures with the time at which their answers were read.

    It is no change to what people have made, so the history says nothing of it.
    """
    report = _locked_or_new(session, project_id)
    per_claim = Counter(one.claim_id for one in answers.given)
    report.computed_at = now
    report.newest_event_id = answers.newest_event_id
    report.claim_count = sum(count > 1 for count in per_claim.values())
    report.annotator_count = len(
        {one.user_id for one in answers.given if per_claim[one.claim_id] > 1}
    )
    report.answer_count = len(answers.given)
    report.earlier_count = answers.earlier_count
    session.add(report)
    session.flush()
    kept: tuple[tuple[Any, list[Row]], ...] = (
        (AgreementResult, found.results),
        (AgreementCell, found.cells),
        (AgreementPull, found.pulls),
        (AgreementUnit, found.units),
    )
    for table, rows in kept:
        session.execute(delete(table).where(table.report_id == report.id))
        if rows:
            session.execute(insert(table), [{**row, "report_id": report.id} for row in rows])
    return report


def _locked_or_new(session: Session, project_id: int) -> AgreementReport:
    """The project's report, for which whoever computes at the same moment waits."""
    report = session.scalars(
        select(AgreementReport).where(AgreementReport.project_id == project_id).with_for_update()
    ).one_or_none()
    return report or AgreementReport(project_id=project_id)
