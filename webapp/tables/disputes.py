"""The columns of the tables about disputes: questions, accounts, claims under them, answers."""

from __future__ import annotations

from webapp.limits import LONGEST_SENTENCE, LONGEST_TEXT
from webapp.tables.columns import Column, Kind, Table
from webapp.vocabulary import DisputeState, DisputeType, FinalBy

_DISPUTE = ("disputes", "dispute_id")
_ACCOUNT = ("accounts", "account_id")

DISPUTES = Table(
    name="disputes",
    holds="One row per dispute: a neutral question on which sources give competing accounts.",
    key=("dispute_id",),
    signs=frozenset({"dispute_id", "question"}),
    columns=(
        Column("dispute_id", Kind.ID, "The dispute.", is_needed=True),
        Column(
            "question",
            Kind.TEXT,
            "Neutral, one sentence.",
            is_needed=True,
            longest=LONGEST_SENTENCE,
        ),
        Column("type", Kind.CODE, "What is in dispute.", DisputeType, is_needed=True),
        Column("state", Kind.CODE, "Where the dispute stands.", DisputeState, is_needed=True),
        Column("summary", Kind.TEXT, "What a reader should know first.", longest=LONGEST_TEXT),
        Column("merged_into", Kind.ID, "The dispute in which it lives on.", refers=_DISPUTE),
        Column("opened_by", Kind.PERSON, "Who opened it; empty for the program itself."),
        Column("opened_at", Kind.TIME, "When it was opened.", is_needed=True),
        Column("resolved_at", Kind.TIME, "When it was resolved; empty if it is not."),
    ),
)

ACCOUNTS = Table(
    name="accounts",
    holds="One row per account: one version of events inside a dispute.",
    key=("account_id",),
    signs=frozenset({"account_id", "statement"}),
    columns=(
        Column("account_id", Kind.ID, "The account.", is_needed=True),
        Column("dispute_id", Kind.ID, "Its dispute.", refers=_DISPUTE, is_needed=True),
        Column(
            "account_number",
            Kind.WHOLE,
            "Its number in the dispute.",
            is_needed=True,
            least=1,
        ),
        Column(
            "statement",
            Kind.TEXT,
            "The version of events, one sentence.",
            is_needed=True,
            longest=LONGEST_SENTENCE,
        ),
        Column(
            "compatible_with",
            Kind.LIST,
            "Accounts that can be true together with it; it excludes all others of its dispute.",
            refers=_ACCOUNT,
        ),
        Column("created_by", Kind.PERSON, "Who added it; empty for the program itself."),
        Column("created_at", Kind.TIME, "When it was added.", is_needed=True),
    ),
)

DISPUTE_CLAIMS = Table(
    name="dispute_claims",
    holds="One row per claim under an account: that it speaks to it, and how it stands there.",
    key=("placement_id",),
    signs=frozenset({"placement_id", "position"}),
    columns=(
        Column("placement_id", Kind.ID, "The claim under the account.", is_needed=True),
        Column("dispute_id", Kind.ID, "The dispute.", refers=_DISPUTE, is_needed=True),
        Column("account_id", Kind.ID, "The account.", refers=_ACCOUNT, is_needed=True),
        Column("claim_id", Kind.ID, "The claim.", refers=("claims", "claim_id"), is_needed=True),
        Column(
            "stance",
            Kind.CODE,
            "The claim’s final stance toward the account; empty while it is not final.",
        ),
        Column("stance_final_by", Kind.CODE, "How the stance became final.", FinalBy),
        Column("position", Kind.WHOLE, "The claim’s place under the account.", is_needed=True),
        Column("confirmed_by", Kind.PERSON, "Who confirmed the stance, if somebody did."),
        Column("confirmed_at", Kind.TIME, "When it was confirmed."),
        Column("placed_by", Kind.PERSON, "Who placed the claim; empty for the program itself."),
        Column("placed_at", Kind.TIME, "When it was placed.", is_needed=True),
    ),
)

DISPUTE_ANSWERS = Table(
    name="dispute_answers",
    holds="One row per person’s answer how a placed claim stands toward its account.",
    key=("placement_id", "annotation_id"),
    signs=frozenset({"placement_id", "annotation_id"}),
    columns=(
        Column(
            "placement_id",
            Kind.ID,
            "The claim under the account.",
            refers=("dispute_claims", "placement_id"),
            is_needed=True,
        ),
        Column(
            "annotation_id",
            Kind.ID,
            "The person’s annotation of the claim.",
            refers=("annotations", "annotation_id"),
            is_needed=True,
        ),
        Column(
            "stance_target",
            Kind.ID,
            "The account toward which the stance is.",
            refers=_ACCOUNT,
            is_needed=True,
        ),
        Column("stance", Kind.CODE, "The stance.", is_needed=True),
        Column("answered_at", Kind.TIME, "When it was first given.", is_needed=True),
    ),
)
