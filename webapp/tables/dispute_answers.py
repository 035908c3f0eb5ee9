"""dispute_answers.csv: how each person sees a claim stand toward an account."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.models import Account, Annotation, Claim, Placement, PlacementAnswer
from webapp.tables.bundles import TableBundle
from webapp.tables.columns import ExportedTable, code_column, id_column, time_column
from webapp.tables.dispute_claims import PLACED, refuse_unknown_stance
from webapp.tables.exporting import TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_children, values_of
from webapp.tables.scope import Scope, Viewer, annotations_that_leave, articles_that_leave
from webapp.vocabulary import CodeField

DISPUTE_ANSWERS = ExportedTable(
    name="dispute_answers",
    holds="One row per person’s answer how a placed claim stands toward its account.",
    key=("placement_id", "annotation_id"),
    columns=(
        id_column(
            "placement_id",
            "The claim under the account.",
            Placement.public_id,
            to="placement_id",
            refers=("dispute_claims", "placement_id"),
            is_needed=True,
        ),
        id_column(
            "annotation_id",
            "The person’s annotation of the claim.",
            Annotation.public_id,
            to="annotation_id",
            refers=("annotations", "annotation_id"),
            is_needed=True,
        ),
        id_column(
            "stance_target",
            "The account toward which the stance is.",
            Account.public_id,
            refers=("accounts", "account_id"),
            is_needed=True,
        ),
        code_column("stance", "The stance.", PlacementAnswer.stance, is_needed=True),
        time_column(
            "answered_at", "When it was first given.", PlacementAnswer.created_at, is_needed=True
        ),
    ),
)


def _rows(scope: Scope, viewer: Viewer) -> Select[Any]:
    return (
        select(PlacementAnswer.id)
        .join(PlacementAnswer.placement)
        .join(PlacementAnswer.annotation)
        .join(Placement.account)
        .join(Account.dispute)
        .join(Placement.claim)
        .join(Claim.article)
        .where(
            Placement.project_id == scope.project_id,
            *annotations_that_leave(viewer),
            *articles_that_leave(scope),
        )
        .order_by(*PLACED, PlacementAnswer.created_at, Annotation.public_id)
    )


def _check(bundle: TableBundle) -> None:
    """Refuse stances that are no codes, and answers about another claim."""
    sheet, codes = bundle["dispute_answers"], bundle.codes_of(CodeField.STANCE)
    placed = {row["placement_id"]: row["claim_id"] for _, row in bundle["dispute_claims"].rows()}
    tagged = {row["annotation_id"]: row["claim_id"] for _, row in bundle["annotations"].rows()}
    for number, row in sheet.rows():
        refuse_unknown_stance(sheet, number, row, codes)
        if placed[row["placement_id"]] != tagged[row["annotation_id"]]:
            raise sheet.refusal(number, "the annotation is about another claim.")


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    rows = bundle.rows_of("dispute_answers")
    answers = [values_of(imported, DISPUTE_ANSWERS, PlacementAnswer, row) for row in rows]
    add_children(session, PlacementAnswer, answers)


DISPUTE_ANSWERS_EXPORT = TableExport(
    table=DISPUTE_ANSWERS,
    id=PlacementAnswer.id,
    key=PlacementAnswer.id,
    rows=_rows,
    hides_count=True,
)
DISPUTE_ANSWERS_IMPORT = TableImport(table=DISPUTE_ANSWERS, check=_check, bring=_bring)
