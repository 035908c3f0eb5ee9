"""rounds.csv: calibration rounds, and who took part; claims.csv says which claims were in one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.limits import LONGEST_ROUND_NAME, LONGEST_TEXT, MOST_ANNOTATORS
from webapp.models import Codebook, Round, RoundPerson
from webapp.tables.bundles import TableBundle
from webapp.tables.columns import (
    ExportedTable,
    id_column,
    number_column,
    person_column,
    text_column,
    time_column,
)
from webapp.tables.exporting import TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_children, add_rows
from webapp.tables.readers import Row
from webapp.tables.scope import Scope, Viewer

OF_PERSON = {"annotator", "left_at"}
ROUNDS = ExportedTable(
    name="rounds",
    holds="One row per calibration round and person in it: the same claims, answered by all.",
    key=("round_id", "annotator"),
    is_later=True,
    columns=(
        id_column("round_id", "One round; a row per person.", Round.public_id, is_needed=True),
        number_column("number", "From 1 in its project.", Round.number, is_needed=True, least=1),
        text_column(
            "name", "What it is called.", Round.name, is_needed=True, longest=LONGEST_ROUND_NAME
        ),
        text_column(
            "note", "What had changed since the round before.", Round.note, longest=LONGEST_TEXT
        ),
        number_column(
            "codebook_version",
            "The codebook’s version when it began.",
            Codebook.number,
            to="codebook_id",
            refers=("codebook", "codebook_version"),
            is_needed=True,
        ),
        number_column(
            "seed", "By which its claims were drawn at random.", Round.seed, is_needed=True
        ),
        person_column("annotator", "Who took part.", RoundPerson.user_id, is_needed=True),
        time_column(
            "left_at",
            "When this person left the project while the round was open; nobody waits for them.",
            RoundPerson.left_at,
        ),
        person_column(
            "started_by", "Who started it; empty for the program itself.", Round.started_by_id
        ),
        time_column("started_at", "When it began.", Round.started_at, is_needed=True),
        person_column("closed_by", "Who closed it.", Round.closed_by_id),
        time_column("closed_at", "When it was closed; empty while it is open.", Round.closed_at),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return (
        select(RoundPerson.id)
        .join(RoundPerson.round)
        .join(Round.codebook)
        .where(Round.project_id == scope.project_id)
        .order_by(Round.number, RoundPerson.id)
    )


def _check(bundle: TableBundle) -> None:
    """Refuse rows of one round that contradict one another, two of one number, and crowds."""
    sheet, first, numbers = bundle["rounds"], dict[str, Row](), dict[str, str]()
    people = Counter[str]()
    for number, row in sheet.rows():
        known = first.setdefault(row["round_id"], row)
        if any(row[name] != known[name] for name in set(row) - OF_PERSON):
            raise sheet.refusal(number, "this is not what another row says of the same round.")
        if numbers.setdefault(row["number"], row["round_id"]) != row["round_id"]:
            raise sheet.refusal(number, "another round has this number.")
        people[row["round_id"]] += 1
        if people[row["round_id"]] > MOST_ANNOTATORS:
            raise sheet.refusal(number, f"a round has at most {MOST_ANNOTATORS} people.")


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    rows = bundle.rows_of("rounds")
    rounds = list({row["round_id"]: row for row in rows}.values())
    add_rows(session, imported, ROUNDS, Round, rounds)
    keys, columns = imported.keys["rounds"], {one.name: one for one in ROUNDS.columns}
    people = [
        {
            "round_id": keys[row["round_id"]],
            "user_id": imported.people[row["annotator"]],
            "left_at": imported.value_of(columns["left_at"], row["left_at"]),
        }
        for row in rows
    ]
    add_children(session, RoundPerson, people)


ROUNDS_EXPORT = TableExport(table=ROUNDS, id=RoundPerson.id, key=RoundPerson.round_id, rows=_rows)
ROUNDS_IMPORT = TableImport(table=ROUNDS, check=_check, bring=_bring)
