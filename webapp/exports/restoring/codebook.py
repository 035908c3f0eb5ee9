"""Bringing back codebook.csv, in the place of the codebook that a new project starts with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.exports.restoring.bundle import Bundle
from webapp.exports.restoring.restorer import Restored, Restorer
from webapp.folding import has_something_to_see
from webapp.limits import CODE, KEY, LONGEST_DEFINITION, MOST_CODES
from webapp.models import Code, Codebook
from webapp.tables.cells import time_of, whole_of
from webapp.tables.codebook import GUIDELINE, CodeStatus
from webapp.tables.readers import Sheet
from webapp.tables.writers import Row
from webapp.vocabulary import CodeField

NEEDED = ("value", "label", "definition", "status", "since_version")


def _check(bundle: Bundle) -> None:
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


def _versions(sheet: Sheet) -> Iterator[tuple[str, list[tuple[int, Row]]]]:
    """Each run of rows of one version."""
    for version, rows in groupby(sheet.rows(), lambda row: row[1]["codebook_version"]):
        yield version, list(rows)


def _restore(session: Session, bundle: Bundle, restored: Restored) -> None:
    """Every version with its codes, in the order of the rows."""
    _clear(session, restored)
    for version, rows in _versions(bundle["codebook"]):
        codebook = _codebook([row for _, row in rows], restored)
        session.add(codebook)
        session.flush()
        restored.codebooks[version] = codebook.id


def _clear(session: Session, restored: Restored) -> None:
    fresh = select(Codebook.id).where(Codebook.project_id == restored.project.id)
    session.execute(delete(Code).where(Code.codebook_id.in_(fresh)))
    session.execute(delete(Codebook).where(Codebook.project_id == restored.project.id))


def _codebook(rows: list[Row], restored: Restored) -> Codebook:
    guidelines = [row["definition"] for row in rows if row["field"] == GUIDELINE]
    codes = [row for row in rows if row["field"] != GUIDELINE]
    first = rows[0]
    return Codebook(
        project=restored.project,
        number=whole_of(first["codebook_version"]),
        guideline=guidelines[0] if guidelines else "",
        created_by=restored.by,
        created_at=time_of(first["created_at"]),
        codes=[_code(row, position) for position, row in enumerate(codes)],
    )


def _code(row: Row, position: int) -> Code:
    return Code(
        field=CodeField(row["field"]),
        value=row["value"],
        label=row["label"],
        definition=row["definition"],
        key=row["key"],
        position=position,
        is_retired=row["status"] == CodeStatus.RETIRED,
        since_number=whole_of(row["since_version"]),
    )


CODEBOOK_BACK = Restorer(check=_check, restore=_restore)
