"""disputes.csv: the questions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.limits import LONGEST_SENTENCE, LONGEST_TEXT
from webapp.models import Dispute
from webapp.tables.bundles import TableBundle
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    id_column,
    person_column,
    text_column,
    time_column,
)
from webapp.tables.exporting import TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_rows
from webapp.tables.scope import Scope, Viewer
from webapp.vocabulary import DisputeState, DisputeType

OPENED = (Dispute.opened_at, Dispute.public_id)
"""The order in which disputes leave."""
_Newer = aliased(Dispute)

DISPUTES = ExportedTable(
    name="disputes",
    holds="One row per dispute: a neutral question on which sources give competing accounts.",
    key=("dispute_id",),
    columns=(
        id_column("dispute_id", "The dispute.", Dispute.public_id, is_needed=True),
        text_column(
            "question",
            "Neutral, one sentence.",
            Dispute.question,
            is_needed=True,
            longest=LONGEST_SENTENCE,
        ),
        code_column(
            "type", "What is in dispute.", Dispute.dispute_type, values=DisputeType, is_needed=True
        ),
        code_column(
            "state", "Where the dispute stands.", Dispute.state, values=DisputeState, is_needed=True
        ),
        text_column(
            "summary", "What a reader should know first.", Dispute.summary, longest=LONGEST_TEXT
        ),
        id_column(
            "merged_into",
            "The dispute in which it lives on.",
            _Newer.public_id,
            to="merged_into_id",
            refers=("disputes", "dispute_id"),
        ),
        person_column(
            "opened_by", "Who opened it; empty for the program itself.", Dispute.opened_by_id
        ),
        time_column("opened_at", "When it was opened.", Dispute.opened_at, is_needed=True),
        time_column(
            "resolved_at", "When it was resolved; empty if it is not.", Dispute.resolved_at
        ),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return (
        select(Dispute.id)
        .outerjoin(_Newer, Dispute.merged_into_id == _Newer.id)
        .where(Dispute.project_id == scope.project_id)
        .order_by(*OPENED)
    )


def _check(bundle: TableBundle) -> None:
    """Refuse states that contradict themselves."""
    sheet = bundle["disputes"]
    for number, row in sheet.rows():
        if (row["state"] == DisputeState.MERGED) != bool(row["merged_into"]):
            raise sheet.refusal(number, "a dispute is merged into another one, or it is not.")


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    add_rows(session, imported, DISPUTES, Dispute, bundle.rows_of("disputes"))


DISPUTES_EXPORT = TableExport(table=DISPUTES, id=Dispute.id, key=Dispute.id, rows=_rows)
DISPUTES_IMPORT = TableImport(table=DISPUTES, check=_check, bring=_bring)
