"""The claims behind a cell: to which people gave these two answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload

from webapp.markup.paging import Paged, page_of_rows
from webapp.models import (
    AgreementCell,
    AgreementReport,
    Annotation,
    AnnotationSource,
    Claim,
    Membership,
)
from webapp.reliability.pages.figures import ClaimBehind
from webapp.rules.claims import NAMED
from webapp.rules.codebooks import labels_of_field, newest_codebook
from webapp.vocabulary import SUBMITTED_STATES, CodeField, ComparedField


def cell_or_none(
    session: Session, report: AgreementReport, field: ComparedField, row: str, column: str
) -> AgreementCell | None:
    """The cell of these two answers, if they ever met."""
    return session.scalars(
        select(AgreementCell).where(
            AgreementCell.report_id == report.id,
            AgreementCell.field == field,
            AgreementCell.row_value == row,
            AgreementCell.column_value == column,
        )
    ).one_or_none()


def claims_behind(
    session: Session, viewer: Membership, cell: AgreementCell, number: int
) -> Paged[ClaimBehind]:
    """A page of its claims as they were counted, with what people answer now, not who does."""
    page = page_of_rows(cell.claim_ids, number)
    claims = session.scalars(
        select(Claim)
        .options(
            *NAMED,
            joinedload(Claim.article),
            selectinload(Claim.spans),
            selectinload(Claim.annotations.and_(Annotation.state.in_(SUBMITTED_STATES)))
            .selectinload(Annotation.sources)
            .joinedload(AnnotationSource.source),
            raiseload("*", sql_only=True),
        )
        .where(Claim.id.in_(page.rows), Claim.project_id == viewer.project_id)
        .execution_options(populate_existing=True)
    )
    found = {claim.id: claim for claim in claims}
    told = _told(session, viewer, cell.field, list(found.values()))
    return page.showing([ClaimBehind(found[key], told[key]) for key in page.rows if key in found])


def _told(
    session: Session, viewer: Membership, field: ComparedField, claims: Sequence[Claim]
) -> dict[int, list[tuple[str, int]]]:
    """By claim, each answer with how many people gave it."""
    code = field.code_field
    labels = labels_of_field(newest_codebook(session, viewer.project), code) if code else {}
    return {claim.id: _counted(claim.annotations, field, code, labels) for claim in claims}


def _counted(
    annotations: Sequence[Annotation],
    field: ComparedField,
    code: CodeField | None,
    labels: dict[str, str],
) -> list[tuple[str, int]]:
    if code:
        values = [labels.get(one.value_of(code), one.value_of(code)) for one in annotations]
    elif field is ComparedField.SOURCE:
        values = [" · ".join(link.source.name for link in one.sources) for one in annotations]
    else:
        values = []
    return sorted(Counter(filter(None, values)).items(), key=lambda one: (-one[1], one[0]))
