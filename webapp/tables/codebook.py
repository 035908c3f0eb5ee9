"""codebook.csv: the codes and the guideline, version by version."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Select,
    String,
    case,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from webapp.folding import has_something_to_see
from webapp.limits import (
    CODE,
    KEY,
    LONGEST_CODE,
    LONGEST_DEFINITION,
    LONGEST_GUIDELINE,
    LONGEST_LABEL,
    MOST_CODES,
)
from webapp.models import Code, Codebook, RequiredField
from webapp.rules.codebooks import newest_codebook
from webapp.rules.merged_codes import merged_in
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import time_of, whole_of
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    number_column,
    text_column,
    time_column,
    truth_column,
)
from webapp.tables.exporting import TableExport
from webapp.tables.importing import ImportedRows, TableImport
from webapp.tables.readers import Row, Sheet
from webapp.tables.scope import Scope, Viewer
from webapp.vocabulary import ALWAYS_REQUIRED, CodeField

GUIDELINE = "guideline"
"""The field of the row that holds a version's guideline, as its definition."""
AFTER_THE_CODES = 2**31 - 1
NEEDED = ("value", "label", "definition", "status", "since_version")


class CodeStatus(StrEnum):
    """Whether forms offer a code."""

    ACTIVE = "active"
    RETIRED = "retired"


_is_required = exists().where(
    RequiredField.codebook_id == Codebook.id, RequiredField.field == Code.field
)
_codes = select(
    Codebook.id,
    Codebook.project_id,
    Codebook.number,
    Codebook.created_at,
    type_coerce(Code.field, String).label("field"),
    Code.value,
    Code.label,
    Code.definition,
    case((Code.is_retired, CodeStatus.RETIRED.value), else_=CodeStatus.ACTIVE.value).label(
        "status"
    ),
    Code.since_number,
    Code.key,
    Code.position,
    or_(Code.field.in_(ALWAYS_REQUIRED), _is_required).label("is_required"),
    func.coalesce(Code.merged_into, "").label("merged_into"),
).join(Code, Code.codebook_id == Codebook.id)
_guidelines = select(
    Codebook.id,
    Codebook.project_id,
    Codebook.number,
    Codebook.created_at,
    literal(GUIDELINE),
    literal(""),
    literal(""),
    Codebook.guideline,
    literal(""),
    null(),
    literal(""),
    literal(AFTER_THE_CODES),
    null(),
    literal(""),
).where(Codebook.guideline != "")
_stored = union_all(_codes, _guidelines).subquery()

CODEBOOK = ExportedTable(
    name="codebook",
    holds="One row per code and version of the codebook, in the order in which forms offer them.",
    key=("codebook_version", "field", "value"),
    columns=(
        number_column(
            "codebook_version",
            "The version that the code stands in, from 1.",
            _stored.c.number,
            is_needed=True,
            least=1,
        ),
        code_column(
            "field",
            "The tag that the code is a value of. A row with the field “guideline” holds the "
            "version’s guideline as its definition, where there is one.",
            _stored.c.field,
            is_needed=True,
        ),
        code_column(
            "value",
            "The code’s id, as annotations carry it.",
            _stored.c.value,
            longest=LONGEST_CODE,
        ),
        text_column("label", "What forms call it.", _stored.c.label, longest=LONGEST_LABEL),
        text_column(
            "definition", "When to choose it.", _stored.c.definition, longest=LONGEST_GUIDELINE
        ),
        code_column("status", "Whether forms offer it.", _stored.c.status, values=CodeStatus),
        number_column(
            "since_version", "The first version that had it.", _stored.c.since_number, least=1
        ),
        text_column("key", "The key that chooses it, if there is one.", _stored.c.key, longest=1),
        time_column(
            "created_at", "When the version was made.", _stored.c.created_at, is_needed=True
        ),
        truth_column(
            "is_required",
            "No tags are submitted under the version without an answer in the field.",
            _stored.c.is_required,
            told=lambda is_required, _: bool(is_required),
            is_later=True,
        ),
        code_column(
            "merged_into",
            "The code of the same field and version as which answers that chose it count; empty "
            "where they count as they were given.",
            _stored.c.merged_into,
            longest=LONGEST_CODE,
            is_later=True,
        ),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return (
        select(_stored.c.id)
        .where(_stored.c.project_id == scope.project_id)
        .order_by(_stored.c.number, _stored.c.position)
    )


def _check(bundle: TableBundle) -> None:
    """Refuse mixed versions, and codes that are none."""
    sheet = bundle["codebook"]
    seen = set()
    for version, rows in _versions(sheet):
        if version in seen:
            words = f"the rows of version {version} do not stand together. Put them together."
            raise sheet.refusal(rows[0][0], words)
        seen.add(version)
        if sum(row["field"] != GUIDELINE for _, row in rows) > MOST_CODES:
            raise sheet.refusal(rows[0][0], f"version {version} may have {MOST_CODES} codes.")
        for number, row in rows:
            if row["field"] != GUIDELINE:
                _check_code(sheet, number, row)
        _check_merges(sheet, rows)


def _check_code(sheet: Sheet, number: int, row: Row) -> None:
    if row["field"] not in set(CodeField):
        raise sheet.refusal(
            number, f"field is “{row['field']}”, and has to be one of {', '.join(CodeField)}."
        )
    empty = next((name for name in NEEDED if not has_something_to_see(row[name])), None)
    if empty:
        raise sheet.refusal(number, f"{empty} is empty.")
    if not CODE.fullmatch(row["value"]) or (row["key"] and not KEY.fullmatch(row["key"])):
        words = "value has to be a code such as some_word, and key one letter or digit."
        raise sheet.refusal(number, words)
    if len(row["definition"]) > LONGEST_DEFINITION:
        raise sheet.refusal(number, f"definition may have {LONGEST_DEFINITION:,} characters.")


def _check_merges(sheet: Sheet, rows: list[tuple[int, Row]]) -> None:
    """Refuse merges that lead nowhere, or in circles."""
    codes = {(row["field"], row["value"]): row for _, row in rows}
    for number, row in rows:
        passed, end = {row["value"]}, row
        while end["merged_into"]:
            into = codes.get((end["field"], end["merged_into"]))
            if end["status"] != CodeStatus.RETIRED or into is None or into["value"] in passed:
                words = (
                    f"merged_into is “{row['merged_into'][:60]}”: it has to lead from a retired "
                    "code to one of its field and version, and not back."
                )
                raise sheet.refusal(number, words)
            passed, end = {*passed, into["value"]}, into


def _versions(sheet: Sheet) -> Iterator[tuple[str, list[tuple[int, Row]]]]:
    """Each run of rows of one version."""
    for version, rows in groupby(sheet.rows(), lambda row: row[1]["codebook_version"]):
        yield version, list(rows)


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """Every version with its codes, in the place of those that a new project starts with."""
    _clear(session, imported)
    for version, rows in _versions(bundle["codebook"]):
        codebook = _codebook([row for _, row in rows], imported)
        session.add(codebook)
        session.flush()
        imported.keys["codebook"][version] = codebook.id
    imported.project.merged_codes = merged_in(newest_codebook(session, imported.project))


def _clear(session: Session, imported: ImportedRows) -> None:
    fresh = select(Codebook.id).where(Codebook.project_id == imported.project.id)
    session.execute(delete(Code).where(Code.codebook_id.in_(fresh)))
    session.execute(delete(Codebook).where(Codebook.project_id == imported.project.id))


def _codebook(rows: list[Row], imported: ImportedRows) -> Codebook:
    guidelines = [row["definition"] for row in rows if row["field"] == GUIDELINE]
    codes = [row for row in rows if row["field"] != GUIDELINE]
    first = rows[0]
    return Codebook(
        project=imported.project,
        number=whole_of(first["codebook_version"]),
        guideline=guidelines[0] if guidelines else "",
        created_by=imported.by,
        created_at=time_of(first["created_at"]),
        required=[RequiredField(field=field) for field in CodeField if field in _required(codes)],
        codes=[_code(row, position) for position, row in enumerate(codes)],
    )


def _required(codes: list[Row]) -> set[str]:
    """The fields that are asked of every submission, beside those that always are."""
    return {row["field"] for row in codes if row["is_required"] == "true"} - ALWAYS_REQUIRED


def _code(row: Row, position: int) -> Code:
    return Code(
        field=CodeField(row["field"]),
        value=row["value"],
        label=row["label"],
        definition=row["definition"],
        key=row["key"],
        position=position,
        is_retired=row["status"] == CodeStatus.RETIRED,
        merged_into=row["merged_into"] or None,
        since_number=whole_of(row["since_version"]),
    )


CODEBOOK_EXPORT = TableExport(
    table=CODEBOOK, id=_stored.c.id, key=_stored.c.id, rows=_rows, page_size=1_000
)
CODEBOOK_IMPORT = TableImport(table=CODEBOOK, check=_check, bring=_bring)
