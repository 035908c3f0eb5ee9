"""evidence.csv: what bears on disputes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.limits import LONGEST_LINK, LONGEST_TEXT, is_link
from webapp.models import Account, Dispute, Evidence
from webapp.tables.bundles import TableBundle
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    date_column,
    id_column,
    person_column,
    text_column,
    time_column,
)
from webapp.tables.disputes import OPENED
from webapp.tables.exporting import TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_rows
from webapp.tables.scope import Scope, Viewer
from webapp.vocabulary import Bearing, Medium

EVIDENCE = ExportedTable(
    name="evidence",
    holds="One row per piece of evidence that bears on a dispute.",
    key=("evidence_id",),
    columns=(
        id_column("evidence_id", "The piece of evidence.", Evidence.public_id, is_needed=True),
        id_column(
            "dispute_id",
            "The dispute.",
            Dispute.public_id,
            to="dispute_id",
            refers=("disputes", "dispute_id"),
            is_needed=True,
        ),
        id_column(
            "account_id",
            "The account that it bears on; empty where it is about the whole dispute.",
            Account.public_id,
            to="account_id",
            refers=("accounts", "account_id"),
        ),
        text_column(
            "url",
            "The link. It was never opened by the program.",
            Evidence.url,
            longest=LONGEST_LINK,
        ),
        text_column(
            "archived_url",
            "A link to a copy that will not change.",
            Evidence.archived_url,
            longest=LONGEST_LINK,
        ),
        text_column(
            "quote", "The words that are quoted from it.", Evidence.quote, longest=LONGEST_TEXT
        ),
        code_column(
            "medium", "What it was found in.", Evidence.medium, values=Medium, is_needed=True
        ),
        code_column(
            "bearing",
            "What it does to the account.",
            Evidence.bearing,
            values=Bearing,
            is_needed=True,
        ),
        person_column(
            "checked_by", "Who last saw that the words stand there.", Evidence.checked_by_id
        ),
        date_column("checked_on", "The day of that check.", Evidence.checked_on),
        person_column(
            "added_by", "Who added it; empty for the program itself.", Evidence.created_by_id
        ),
        time_column("added_at", "When it was added.", Evidence.created_at, is_needed=True),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return (
        select(Evidence.id)
        .join(Evidence.dispute)
        .outerjoin(Evidence.account)
        .where(Evidence.project_id == scope.project_id)
        .order_by(*OPENED, Evidence.created_at, Evidence.public_id)
    )


def _check(bundle: TableBundle) -> None:
    """Refuse what proves nothing, and links that lead nowhere."""
    sheet = bundle["evidence"]
    homes = {row["account_id"]: row["dispute_id"] for _, row in bundle["accounts"].rows()}
    for number, row in sheet.rows():
        links = [link for link in (row["url"], row["archived_url"]) if link]
        if not all(map(is_link, links)):
            raise sheet.refusal(number, "a link must start with http:// or https://.")
        if not row["url"] and not row["quote"]:
            raise sheet.refusal(number, "there is neither a link nor a quote.")
        if not row["account_id"] and row["bearing"] != Bearing.CONTEXT:
            raise sheet.refusal(number, "only context can be about a whole dispute.")
        if row["checked_by"] and not row["checked_on"]:
            raise sheet.refusal(number, "somebody checked it, and checked_on is empty.")
        if row["account_id"] and homes[row["account_id"]] != row["dispute_id"]:
            raise sheet.refusal(number, "the account belongs to another dispute.")


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    add_rows(session, imported, EVIDENCE, Evidence, bundle.rows_of("evidence"))


EVIDENCE_EXPORT = TableExport(table=EVIDENCE, id=Evidence.id, key=Evidence.id, rows=_rows)
EVIDENCE_IMPORT = TableImport(table=EVIDENCE, check=_check, bring=_bring)
