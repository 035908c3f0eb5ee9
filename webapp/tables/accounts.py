"""accounts.csv: the versions of events inside disputes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.limits import LONGEST_SENTENCE
from webapp.models import Account, CompatibleAccounts, Dispute
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
from webapp.tables.scope import Scope, Viewer

UNDER = (*OPENED, Account.position, Account.public_id)
"""The order in which accounts leave."""

ACCOUNTS = ExportedTable(
    name="accounts",
    holds="One row per account: one version of events inside a dispute.",
    key=("account_id",),
    columns=(
        id_column("account_id", "The account.", Account.public_id, is_needed=True),
        id_column(
            "dispute_id",
            "Its dispute.",
            Dispute.public_id,
            to="dispute_id",
            refers=("disputes", "dispute_id"),
            is_needed=True,
        ),
        number_column(
            "account_number",
            "Its number in the dispute.",
            Account.position,
            is_needed=True,
            least=1,
        ),
        text_column(
            "statement",
            "The version of events, one sentence.",
            Account.statement,
            is_needed=True,
            longest=LONGEST_SENTENCE,
        ),
        list_column(
            "compatible_with",
            "Accounts that can be true together with it; it excludes all others of its dispute.",
            told=lambda _, others: sorted(others),
            refers=("accounts", "account_id"),
        ),
        person_column(
            "created_by", "Who added it; empty for the program itself.", Account.created_by_id
        ),
        time_column("created_at", "When it was added.", Account.created_at, is_needed=True),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return (
        select(Account.id)
        .join(Account.dispute)
        .where(Account.project_id == scope.project_id)
        .order_by(*UNDER)
    )


def _compatible(session: Session, page: PageAsked) -> Mapping[int, list[str]]:
    """By key, the public ids of those that can be true together with an account."""
    first, second = aliased(Account), aliased(Account)
    pairs = session.execute(
        select(first.id, first.public_id, second.id, second.public_id)
        .select_from(CompatibleAccounts)
        .join(first, CompatibleAccounts.first_id == first.id)
        .join(second, CompatibleAccounts.second_id == second.id)
        .where(or_(first.id.in_(page.keys), second.id.in_(page.keys)))
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for one, its_id, other, others_id in pairs:
        found[one].append(others_id)
        found[other].append(its_id)
    return found


def _check(bundle: TableBundle) -> None:
    """Refuse pairs that only one side knows of, or that cross disputes."""
    sheet = bundle["accounts"]
    homes = {row["account_id"]: row["dispute_id"] for _, row in sheet.rows()}
    pairs = {
        (row["account_id"], other)
        for _, row in sheet.rows()
        for other in list_of(row["compatible_with"])
    }
    for number, row in sheet.rows():
        one = row["account_id"]
        others = list_of(row["compatible_with"])
        if any((other, one) not in pairs or homes[other] != homes[one] for other in others):
            raise sheet.refusal(
                number, "compatible_with names accounts of other disputes, or not both ways."
            )


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    rows, keys = bundle.rows_of("accounts"), imported.keys["accounts"]
    add_rows(session, imported, ACCOUNTS, Account, rows)
    pairs = [
        {"first_id": keys[row["account_id"]], "second_id": keys[other]}
        for row in rows
        for other in list_of(row["compatible_with"])
        if row["account_id"] < other
    ]
    add_children(session, CompatibleAccounts, pairs)


ACCOUNTS_EXPORT = TableExport(
    table=ACCOUNTS, id=Account.id, key=Account.id, rows=_rows, around=_compatible
)
ACCOUNTS_IMPORT = TableImport(table=ACCOUNTS, check=_check, bring=_bring)
