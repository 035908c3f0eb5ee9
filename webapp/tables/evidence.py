"""The columns of the tables about what disputes rest on: evidence and verdicts."""

from __future__ import annotations

from webapp.limits import LONGEST_LINK, LONGEST_RATING, LONGEST_TEXT
from webapp.tables.columns import Column, Kind, Table
from webapp.vocabulary import Bearing, Medium

_DISPUTE = ("disputes", "dispute_id")
_ACCOUNT = ("accounts", "account_id")

EVIDENCE = Table(
    name="evidence",
    holds="One row per piece of evidence that bears on a dispute.",
    key=("evidence_id",),
    signs=frozenset({"evidence_id", "bearing"}),
    columns=(
        Column("evidence_id", Kind.ID, "The piece of evidence.", is_needed=True),
        Column("dispute_id", Kind.ID, "The dispute.", refers=_DISPUTE, is_needed=True),
        Column(
            "account_id",
            Kind.ID,
            "The account that it bears on; empty where it is about the whole dispute.",
            refers=_ACCOUNT,
        ),
        Column(
            "url",
            Kind.TEXT,
            "The link. It was never opened by the program.",
            longest=LONGEST_LINK,
        ),
        Column(
            "archived_url",
            Kind.TEXT,
            "A link to a copy that will not change.",
            longest=LONGEST_LINK,
        ),
        Column("quote", Kind.TEXT, "The words that are quoted from it.", longest=LONGEST_TEXT),
        Column("medium", Kind.CODE, "What it was found in.", Medium, is_needed=True),
        Column("bearing", Kind.CODE, "What it does to the account.", Bearing, is_needed=True),
        Column("checked_by", Kind.PERSON, "Who last saw that the words stand there."),
        Column("checked_on", Kind.DATE, "The day of that check."),
        Column("added_by", Kind.PERSON, "Who added it; empty for the program itself."),
        Column("added_at", Kind.TIME, "When it was added.", is_needed=True),
    ),
)

VERDICTS = Table(
    name="verdicts",
    holds="One row per account that a verdict rates; earlier revisions stay, the highest counts.",
    key=("verdict_id", "account_id"),
    signs=frozenset({"verdict_id", "rating"}),
    columns=(
        Column("verdict_id", Kind.ID, "One revision of a dispute’s verdict.", is_needed=True),
        Column("dispute_id", Kind.ID, "The dispute.", refers=_DISPUTE, is_needed=True),
        Column("revision", Kind.WHOLE, "From 1.", is_needed=True, least=1),
        Column("account_id", Kind.ID, "The account.", refers=_ACCOUNT, is_needed=True),
        Column(
            "rating",
            Kind.TEXT,
            "The rating, in the project’s own words.",
            is_needed=True,
            longest=LONGEST_RATING,
        ),
        Column(
            "rationale",
            Kind.TEXT,
            "Why, again on each of its rows.",
            is_needed=True,
            longest=LONGEST_TEXT,
        ),
        Column(
            "evidence_ids",
            Kind.LIST,
            "What it rests on.",
            refers=("evidence", "evidence_id"),
            is_needed=True,
        ),
        Column("set_by", Kind.PERSON, "Who set it; empty for the program itself."),
        Column("set_at", Kind.TIME, "When it was set.", is_needed=True),
    ),
)
