"""dispute_claims.csv: the claims under accounts, and how they stand there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from webapp.models import Account, Annotation, Claim, Dispute, Placement, PlacementAnswer
from webapp.rules.dispute_status import final_stance, seen_stance
from webapp.tables.accounts import UNDER
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import time_cell
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    id_column,
    number_column,
    person_column,
    time_column,
)
from webapp.tables.exporting import PageAsked, TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_rows
from webapp.tables.readers import Row, Sheet
from webapp.tables.scope import Scope, Viewer, articles_that_leave
from webapp.vocabulary import CodeField, FinalBy

PLACED = (*UNDER, Placement.created_at, Placement.public_id)
"""The order in which placed claims leave."""

DISPUTE_CLAIMS = ExportedTable(
    name="dispute_claims",
    holds="One row per claim under an account: that it speaks to it, and how it stands there.",
    key=("placement_id",),
    columns=(
        id_column(
            "placement_id", "The claim under the account.", Placement.public_id, is_needed=True
        ),
        id_column(
            "dispute_id",
            "The dispute.",
            Dispute.public_id,
            refers=("disputes", "dispute_id"),
            is_needed=True,
        ),
        id_column(
            "account_id",
            "The account.",
            Account.public_id,
            to="account_id",
            refers=("accounts", "account_id"),
            is_needed=True,
        ),
        id_column(
            "claim_id",
            "The claim.",
            Claim.public_id,
            to="claim_id",
            refers=("claims", "claim_id"),
            is_needed=True,
        ),
        code_column(
            "stance",
            "The claim’s final stance toward the account; empty while it is not final.",
            told=lambda _, found: found.stance,
            to="stance",
        ),
        code_column(
            "stance_final_by",
            "How the stance became final.",
            told=lambda _, found: found.by.value,
            values=FinalBy,
        ),
        number_column(
            "position",
            "The claim’s place under the account.",
            told=lambda _, found: found.position,
            is_needed=True,
        ),
        person_column(
            "confirmed_by",
            "Who confirmed the stance, if somebody did.",
            told=lambda _, found: found.confirmed_by_id,
            to="confirmed_by_id",
        ),
        time_column(
            "confirmed_at",
            "When it was confirmed.",
            told=lambda _, found: found.confirmed_at,
            to="confirmed_at",
        ),
        person_column(
            "placed_by",
            "Who placed the claim; empty for the program itself.",
            Placement.created_by_id,
        ),
        time_column("placed_at", "When it was placed.", Placement.created_at, is_needed=True),
        code_column(
            "confirmed_stance",
            "The stance that was confirmed, as it was given, if somebody did: it may count as "
            "another one where codes were merged since.",
            told=lambda _, found: found.confirmed_stance,
            is_later=True,
        ),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return (
        select(Placement.id)
        .join(Placement.account)
        .join(Account.dispute)
        .join(Placement.claim)
        .join(Claim.article)
        .where(Placement.project_id == scope.project_id, *articles_that_leave(scope))
        .order_by(*PLACED)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a claim stands under its account, and how, as far as the reader may see it."""

    position: int
    stance: str
    by: FinalBy
    confirmed_by_id: int | None
    confirmed_at: str
    confirmed_stance: str


def _found(session: Session, page: PageAsked) -> Mapping[int, _Found]:
    answers = selectinload(Placement.answers).joinedload(PlacementAnswer.annotation)
    placements = session.scalars(
        select(Placement)
        .options(answers.load_only(Annotation.user_id))
        .where(Placement.id.in_(page.keys))
    )
    positions = _positions(session, page.keys)
    return {one.id: _found_of(one, positions[one.id], page.viewer) for one in placements}


def _found_of(placement: Placement, position: int, viewer: Viewer) -> _Found:
    stance, by = _final(placement, viewer)
    is_confirmed = by is FinalBy.ADJUDICATED
    return _Found(
        position,
        stance,
        by,
        placement.confirmed_by_id if is_confirmed else None,
        time_cell(placement.confirmed_at if is_confirmed else None),
        placement.stance if is_confirmed else "",
    )


def _final(placement: Placement, viewer: Viewer) -> tuple[str, FinalBy]:
    """The final stance, where the reader may see it."""
    if viewer is None:
        return final_stance(placement)
    seen = seen_stance(placement, viewer)
    return ("" if seen.by is FinalBy.UNRESOLVED else seen.stance), seen.by


def _positions(session: Session, keys: Sequence[int]) -> Mapping[int, int]:
    """The place of every claim under the same accounts, from 1."""
    accounts = select(Placement.account_id).where(Placement.id.in_(keys))
    rows = session.execute(
        select(Placement.id, Placement.account_id)
        .where(Placement.account_id.in_(accounts))
        .order_by(Placement.created_at, Placement.public_id)
    )
    counted: dict[int, int] = {}
    places = {}
    for key, account_id in rows:
        counted[account_id] = places[key] = counted.get(account_id, 0) + 1
    return places


def _check(bundle: TableBundle) -> None:
    """Refuse stances that are no codes, and claims that stand under an account twice."""
    sheet, codes, seen = bundle["dispute_claims"], bundle.codes_of(CodeField.STANCE), set()
    for number, row in sheet.rows():
        refuse_unknown_stance(sheet, number, row, codes)
        if (row["stance_final_by"] == FinalBy.ADJUDICATED) != bool(row["confirmed_at"]):
            raise sheet.refusal(number, "a stance that is adjudicated has a time of confirmation.")
        if row["confirmed_at"] and not row["stance"]:
            raise sheet.refusal(number, "it is confirmed, and stance is empty.")
        pair = (row["account_id"], row["claim_id"])
        if pair in seen:
            raise sheet.refusal(number, "the claim stands under this account twice.")
        seen.add(pair)


def refuse_unknown_stance(sheet: Sheet, number: int, row: Row, codes: set[str]) -> None:
    """Refuse a stance that no version of the codebook has."""
    for name in ("stance", "confirmed_stance"):
        said = row.get(name, "")
        if said and said not in codes:
            raise sheet.refusal(number, f"{name} is “{said[:60]}”, not in the codebook.")


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    rows = bundle.rows_of("dispute_claims")
    add_rows(session, imported, DISPUTE_CLAIMS, Placement, rows, _confirmed)


def _confirmed(row: Row) -> dict[str, Any]:
    """Other stances follow from the answers; files of earlier versions have the final one alone."""
    given = row["confirmed_stance"] or row["stance"]
    return {"stance": given if row["confirmed_at"] else ""}


DISPUTE_CLAIMS_EXPORT = TableExport(
    table=DISPUTE_CLAIMS, id=Placement.id, key=Placement.id, rows=_rows, around=_found
)
DISPUTE_CLAIMS_IMPORT = TableImport(table=DISPUTE_CLAIMS, check=_check, bring=_bring)
