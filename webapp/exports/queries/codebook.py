"""The rows of codebook.csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from webapp.exports.queries.query import Query
from webapp.exports.scope import Scope
from webapp.models import Code, Codebook
from webapp.tables.cells import time_cell, whole_cell
from webapp.tables.codebook import CODEBOOK, GUIDELINE, CodeStatus
from webapp.tables.writers import Row


def _keys(session: Session, scope: Scope) -> Sequence[int]:
    wanted = select(Codebook.id).where(Codebook.project_id == scope.project_id)
    return session.scalars(wanted.order_by(Codebook.number)).all()


def _rows(session: Session, _: Scope, keys: Sequence[int]) -> Iterator[Row]:
    codebooks = session.scalars(
        select(Codebook)
        .options(selectinload(Codebook.codes))
        .where(Codebook.id.in_(keys))
        .order_by(Codebook.number)
    )
    for codebook in codebooks:
        version = {
            "codebook_version": whole_cell(codebook.number),
            "created_at": time_cell(codebook.created_at),
        }
        for code in codebook.codes:
            yield {**version, **_code(code)}
        if codebook.guideline:
            yield {**version, "field": GUIDELINE, "definition": codebook.guideline}


def _code(code: Code) -> Row:
    status = CodeStatus.RETIRED if code.is_retired else CodeStatus.ACTIVE
    return {
        "field": code.field.value,
        "value": code.value,
        "label": code.label,
        "definition": code.definition,
        "status": status.value,
        "since_version": whole_cell(code.since_number),
        "key": code.key,
    }


def _count(session: Session, scope: Scope) -> int:
    versions = select(Codebook.id).where(Codebook.project_id == scope.project_id)
    codes = select(func.count(Code.id)).where(Code.codebook_id.in_(versions))
    guidelines = select(func.count(Codebook.id)).where(
        Codebook.project_id == scope.project_id, Codebook.guideline != ""
    )
    return session.scalars(codes).one() + session.scalars(guidelines).one()


CODE_ROWS = Query(table=CODEBOOK, keys=_keys, rows=_rows, count=_count, page_size=20)
