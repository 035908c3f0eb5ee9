"""The columns of the tables about what disputes rest on: evidence and verdicts."""

from __future__ import annotations

from webapp.limits import LONGEST_LINK, LONGEST_RATING, LONGEST_TEXT
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.vocabulary import Bearing, Medium

_DISPUTE = ("disputes", "dispute_id")
_ACCOUNT = ("accounts", "account_id")

EVIDENCE = ExportedTable(
    name="evidence",
    holds="One row per piece of evidence that bears on a dispute.",
    key=("evidence_id",),
    signs=frozenset({"evidence_id", "bearing"}),
    columns=(
        ExportedColumn("evidence_id", ColumnKind.ID, "The piece of evidence.", is_needed=True),
        ExportedColumn(
            "dispute_id", ColumnKind.ID, "The dispute.", refers=_DISPUTE, is_needed=True
        ),
        ExportedColumn(
            "account_id",
            ColumnKind.ID,
            "The account that it bears on; empty where it is about the whole dispute.",
            refers=_ACCOUNT,
        ),
        ExportedColumn(
            "url",
            ColumnKind.TEXT,
            "The link. It was never opened by the program.",
            longest=LONGEST_LINK,
        ),
        ExportedColumn(
            "archived_url",
            ColumnKind.TEXT,
            "A link to a copy that will not change.",
            longest=LONGEST_LINK,
        ),
        ExportedColumn(
            "quote", ColumnKind.TEXT, "The words that are quoted from it.", longest=LONGEST_TEXT
        ),
        ExportedColumn("medium", ColumnKind.CODE, "What it was found in.", Medium, is_needed=True),
        ExportedColumn(
            "bearing", ColumnKind.CODE, "What it does to the account.", Bearing, is_needed=True
        ),
        ExportedColumn("checked_by", ColumnKind.PERSON, "Who last saw that the words stand there."),
        ExportedColumn("checked_on", ColumnKind.DATE, "The day of that check."),
        ExportedColumn(
            "added_by", ColumnKind.PERSON, "Who added it; empty for the program itself."
        ),
        ExportedColumn("added_at", ColumnKind.TIME, "When it was added.", is_needed=True),
    ),
)

VERDICTS = ExportedTable(
    name="verdicts",
    holds="One row per account that a verdict rates; earlier revisions stay, the highest counts.",
    key=("verdict_id", "account_id"),
    signs=frozenset({"verdict_id", "rating"}),
    columns=(
        ExportedColumn(
            "verdict_id", ColumnKind.ID, "One revision of a dispute’s verdict.", is_needed=True
        ),
        ExportedColumn(
            "dispute_id", ColumnKind.ID, "The dispute.", refers=_DISPUTE, is_needed=True
        ),
        ExportedColumn("revision", ColumnKind.WHOLE, "From 1.", is_needed=True, least=1),
        ExportedColumn(
            "account_id", ColumnKind.ID, "The account.", refers=_ACCOUNT, is_needed=True
        ),
        ExportedColumn(
            "rating",
            ColumnKind.TEXT,
            "The rating, in the project’s own words.",
            is_needed=True,
            longest=LONGEST_RATING,
        ),
        ExportedColumn(
            "rationale",
            ColumnKind.TEXT,
            "Why, again on each of its rows.",
            is_needed=True,
            longest=LONGEST_TEXT,
        ),
        ExportedColumn(
            "evidence_ids",
            ColumnKind.LIST,
            "What it rests on.",
            refers=("evidence", "evidence_id"),
            is_needed=True,
        ),
        ExportedColumn("set_by", ColumnKind.PERSON, "Who set it; empty for the program itself."),
        ExportedColumn("set_at", ColumnKind.TIME, "When it was set.", is_needed=True),
    ),
)
