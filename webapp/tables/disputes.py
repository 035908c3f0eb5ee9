"""The columns of the tables about disputes: questions, accounts, claims under them, answers."""

from __future__ import annotations

from webapp.limits import LONGEST_SENTENCE, LONGEST_TEXT
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.vocabulary import DisputeState, DisputeType, FinalBy

_DISPUTE = ("disputes", "dispute_id")
_ACCOUNT = ("accounts", "account_id")

DISPUTES = ExportedTable(
    name="disputes",
    holds="One row per dispute: a neutral question on which sources give competing accounts.",
    key=("dispute_id",),
    signs=frozenset({"dispute_id", "question"}),
    columns=(
        ExportedColumn("dispute_id", ColumnKind.ID, "The dispute.", is_needed=True),
        ExportedColumn(
            "question",
            ColumnKind.TEXT,
            "Neutral, one sentence.",
            is_needed=True,
            longest=LONGEST_SENTENCE,
        ),
        ExportedColumn("type", ColumnKind.CODE, "What is in dispute.", DisputeType, is_needed=True),
        ExportedColumn(
            "state", ColumnKind.CODE, "Where the dispute stands.", DisputeState, is_needed=True
        ),
        ExportedColumn(
            "summary", ColumnKind.TEXT, "What a reader should know first.", longest=LONGEST_TEXT
        ),
        ExportedColumn(
            "merged_into", ColumnKind.ID, "The dispute in which it lives on.", refers=_DISPUTE
        ),
        ExportedColumn(
            "opened_by", ColumnKind.PERSON, "Who opened it; empty for the program itself."
        ),
        ExportedColumn("opened_at", ColumnKind.TIME, "When it was opened.", is_needed=True),
        ExportedColumn("resolved_at", ColumnKind.TIME, "When it was resolved; empty if it is not."),
    ),
)

ACCOUNTS = ExportedTable(
    name="accounts",
    holds="One row per account: one version of events inside a dispute.",
    key=("account_id",),
    signs=frozenset({"account_id", "statement"}),
    columns=(
        ExportedColumn("account_id", ColumnKind.ID, "The account.", is_needed=True),
        ExportedColumn(
            "dispute_id", ColumnKind.ID, "Its dispute.", refers=_DISPUTE, is_needed=True
        ),
        ExportedColumn(
            "account_number",
            ColumnKind.WHOLE,
            "Its number in the dispute.",
            is_needed=True,
            least=1,
        ),
        ExportedColumn(
            "statement",
            ColumnKind.TEXT,
            "The version of events, one sentence.",
            is_needed=True,
            longest=LONGEST_SENTENCE,
        ),
        ExportedColumn(
            "compatible_with",
            ColumnKind.LIST,
            "Accounts that can be true together with it; it excludes all others of its dispute.",
            refers=_ACCOUNT,
        ),
        ExportedColumn(
            "created_by", ColumnKind.PERSON, "Who added it; empty for the program itself."
        ),
        ExportedColumn("created_at", ColumnKind.TIME, "When it was added.", is_needed=True),
    ),
)

DISPUTE_CLAIMS = ExportedTable(
    name="dispute_claims",
    holds="One row per claim under an account: that it speaks to it, and how it stands there.",
    key=("placement_id",),
    signs=frozenset({"placement_id", "position"}),
    columns=(
        ExportedColumn(
            "placement_id", ColumnKind.ID, "The claim under the account.", is_needed=True
        ),
        ExportedColumn(
            "dispute_id", ColumnKind.ID, "The dispute.", refers=_DISPUTE, is_needed=True
        ),
        ExportedColumn(
            "account_id", ColumnKind.ID, "The account.", refers=_ACCOUNT, is_needed=True
        ),
        ExportedColumn(
            "claim_id", ColumnKind.ID, "The claim.", refers=("claims", "claim_id"), is_needed=True
        ),
        ExportedColumn(
            "stance",
            ColumnKind.CODE,
            "The claim’s final stance toward the account; empty while it is not final.",
        ),
        ExportedColumn("stance_final_by", ColumnKind.CODE, "How the stance became final.", FinalBy),
        ExportedColumn(
            "position", ColumnKind.WHOLE, "The claim’s place under the account.", is_needed=True
        ),
        ExportedColumn(
            "confirmed_by", ColumnKind.PERSON, "Who confirmed the stance, if somebody did."
        ),
        ExportedColumn("confirmed_at", ColumnKind.TIME, "When it was confirmed."),
        ExportedColumn(
            "placed_by", ColumnKind.PERSON, "Who placed the claim; empty for the program itself."
        ),
        ExportedColumn("placed_at", ColumnKind.TIME, "When it was placed.", is_needed=True),
    ),
)

DISPUTE_ANSWERS = ExportedTable(
    name="dispute_answers",
    holds="One row per person’s answer how a placed claim stands toward its account.",
    key=("placement_id", "annotation_id"),
    signs=frozenset({"placement_id", "annotation_id"}),
    columns=(
        ExportedColumn(
            "placement_id",
            ColumnKind.ID,
            "The claim under the account.",
            refers=("dispute_claims", "placement_id"),
            is_needed=True,
        ),
        ExportedColumn(
            "annotation_id",
            ColumnKind.ID,
            "The person’s annotation of the claim.",
            refers=("annotations", "annotation_id"),
            is_needed=True,
        ),
        ExportedColumn(
            "stance_target",
            ColumnKind.ID,
            "The account toward which the stance is.",
            refers=_ACCOUNT,
            is_needed=True,
        ),
        ExportedColumn("stance", ColumnKind.CODE, "The stance.", is_needed=True),
        ExportedColumn("answered_at", ColumnKind.TIME, "When it was first given.", is_needed=True),
    ),
)
