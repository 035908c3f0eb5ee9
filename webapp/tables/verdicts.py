"""verdicts.csv: what the project says about accounts, and on which evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.limits import LONGEST_RATING, LONGEST_TEXT
from webapp.models import Account, Dispute, Evidence, Verdict, VerdictEvidence, VerdictRating
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import list_of
from webapp.tables.columns import (
    ExportedTable,
    id_column,
    list_column,
    number_column,
    person_column,
    text_column,
    time_column,
)
from webapp.tables.disputes import OPENED
from webapp.tables.exporting import PageAsked, TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_children, add_rows
from webapp.tables.readers import Row
from webapp.tables.scope import Scope, Viewer

VERDICTS = ExportedTable(
    name="verdicts",
    holds="One row per account that a verdict rates; earlier revisions stay, the highest counts.",
    key=("verdict_id", "account_id"),
    columns=(
        id_column(
            "verdict_id", "One revision of a dispute’s verdict.", Verdict.public_id, is_needed=True
        ),
        id_column(
            "dispute_id",
            "The dispute.",
            Dispute.public_id,
            to="dispute_id",
            refers=("disputes", "dispute_id"),
            is_needed=True,
        ),
        number_column("revision", "From 1.", Verdict.revision, is_needed=True, least=1),
        id_column(
            "account_id",
            "The account.",
            Account.public_id,
            refers=("accounts", "account_id"),
            is_needed=True,
        ),
        text_column(
            "rating",
            "The rating, in the project’s own words.",
            VerdictRating.rating,
            is_needed=True,
            longest=LONGEST_RATING,
        ),
        text_column(
            "rationale",
            "Why, again on each of its rows.",
            Verdict.rationale,
            is_needed=True,
            longest=LONGEST_TEXT,
        ),
        list_column(
            "evidence_ids",
            "What it rests on.",
            told=lambda _, cited: sorted(cited),
            refers=("evidence", "evidence_id"),
            is_needed=True,
        ),
        person_column("set_by", "Who set it; empty for the program itself.", Verdict.set_by_id),
        time_column("set_at", "When it was set.", Verdict.set_at, is_needed=True),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return (
        select(VerdictRating.id)
        .join(VerdictRating.verdict)
        .join(VerdictRating.account)
        .join(Verdict.dispute)
        .where(Verdict.project_id == scope.project_id)
        .order_by(*OPENED, Verdict.revision, Account.public_id)
    )


def _cited(session: Session, page: PageAsked) -> Mapping[int, list[str]]:
    """By rating, the public ids of the evidence on which its verdict rests."""
    cited: defaultdict[int, list[str]] = defaultdict(list)
    found = session.execute(
        select(VerdictRating.id, Evidence.public_id)
        .join(VerdictEvidence, VerdictEvidence.verdict_id == VerdictRating.verdict_id)
        .join(VerdictEvidence.evidence)
        .where(VerdictRating.id.in_(page.keys))
    )
    for rating, evidence in found:
        cited[rating].append(evidence)
    return cited


def _check(bundle: TableBundle) -> None:
    """Refuse verdicts about other disputes, and rows of one that contradict one another."""
    sheet, first, revisions = bundle["verdicts"], dict[str, Row](), dict[tuple[str, str], str]()
    accounts = {row["account_id"]: row["dispute_id"] for _, row in bundle["accounts"].rows()}
    evidence = {row["evidence_id"]: row["dispute_id"] for _, row in bundle["evidence"].rows()}
    for number, row in sheet.rows():
        known = first.setdefault(row["verdict_id"], row)
        homes = {evidence[one] for one in list_of(row["evidence_ids"])}
        if homes | {accounts[row["account_id"]]} != {row["dispute_id"]}:
            raise sheet.refusal(number, "the verdict names rows of another dispute.")
        revision = (row["dispute_id"], row["revision"])
        if revisions.setdefault(revision, row["verdict_id"]) != row["verdict_id"]:
            raise sheet.refusal(number, "another verdict of the dispute has this revision.")
        shared = set(row) - {"account_id", "rating"}
        if any(row[name] != known[name] for name in shared):
            raise sheet.refusal(number, "this is not what another row says of the same verdict.")


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    rows = bundle.rows_of("verdicts", by="verdict_id")
    firsts = [next(group) for _, group in groupby(rows, lambda row: row["verdict_id"])]
    add_rows(session, imported, VERDICTS, Verdict, firsts)
    keys, accounts = imported.keys["verdicts"], imported.keys["accounts"]
    ratings = [
        {
            "verdict_id": keys[row["verdict_id"]],
            "account_id": accounts[row["account_id"]],
            "rating": row["rating"],
        }
        for row in rows
    ]
    cited = [
        {"verdict_id": keys[row["verdict_id"]], "evidence_id": imported.keys["evidence"][public_id]}
        for row in firsts
        for public_id in list_of(row["evidence_ids"])
    ]
    add_children(session, VerdictRating, ratings)
    add_children(session, VerdictEvidence, cited)


VERDICTS_EXPORT = TableExport(
    table=VERDICTS, id=VerdictRating.id, key=VerdictRating.id, rows=_rows, around=_cited
)
VERDICTS_IMPORT = TableImport(table=VERDICTS, check=_check, bring=_bring)
