"""Answers field by field, as annotations.csv and adjudications.csv hold them, out and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.limits import MOST_SOURCES
from webapp.models import Adjudication, Annotation, AnnotationSource, Article, Claim, Source
from webapp.rules.claims import reading_order
from webapp.tables.answer_rows import AnnotationField, answers_in
from webapp.tables.bundles import TableBundle
from webapp.tables.columns import ExportedTable, code_column, id_column, list_column
from webapp.tables.exporting import PageAsked, TableExport, rows_of
from webapp.tables.importing import ImportedRows, TableImport, add_children, add_rows
from webapp.tables.readers import Row
from webapp.tables.scope import Scope, Viewer, annotations_that_leave, articles_that_leave
from webapp.vocabulary import AnswerKind, CodeField

Model = type[Annotation] | type[Adjudication]
KINDS = {Annotation: AnswerKind.ANNOTATION, Adjudication: AnswerKind.ADJUDICATION}


class AnswerPart(NamedTuple):
    """One row of an answer."""

    field: str
    value: Sequence[str] | str


CLAIM_ID = id_column(
    "claim_id",
    "The claim.",
    Claim.public_id,
    to="claim_id",
    refers=("claims", "claim_id"),
    is_needed=True,
)
FIELD = code_column(
    "field",
    "What the row answers.",
    told=lambda _, part: part.field,
    values=AnnotationField,
    is_needed=True,
)
VALUE = list_column(
    "value",
    "The answer: a code of the codebook or, for the source, the ids of the sources in "
    "order. Empty where it is not answered.",
    told=lambda _, part: part.value,
    most=MOST_SOURCES,
)
NEWEST = aliased(Article)
"""The project's newest article when the answer was given."""


def export_of(table: ExportedTable, model: Model) -> TableExport:
    """The way out of such a table."""
    return TableExport(
        table=table,
        id=model.id,
        key=Claim.article_id,
        rows=partial(_rows, model),
        around=partial(_parts, model),
        rows_each=len(AnnotationField),
        hides_count=True,
    )


def import_of(
    table: ExportedTable, model: Model, check: Callable[[TableBundle], None]
) -> TableImport:
    """Its way back."""
    return TableImport(table=table, check=check, bring=partial(_bring, table, model))


def _rows(model: Model, scope: Scope, viewer: Viewer) -> Select[Any]:
    return (
        select(model.id)
        .join(model.claim)
        .join(Claim.article)
        .outerjoin(model.codebook)
        .outerjoin(NEWEST, model.newest_article_id == NEWEST.id)
        .where(
            model.project_id == scope.project_id,
            *annotations_that_leave(viewer),
            *articles_that_leave(scope),
        )
        .order_by(*reading_order(), model.created_at, model.public_id)
    )


def _parts(model: Model, session: Session, page: PageAsked) -> Mapping[int, list[AnswerPart]]:
    """By answer, a row for the sources and one for each code."""
    wanted = (Claim.article_id.in_(page.keys), *annotations_that_leave(page.viewer))
    links = rows_of(
        session,
        select(AnnotationSource.annotation_id, Source.public_id)
        .join(AnnotationSource.source)
        .join(AnnotationSource.answer.of_type(model))
        .join(model.claim)
        .where(*wanted)
        .order_by(AnnotationSource.annotation_id, AnnotationSource.position),
    )
    sources: defaultdict[int, list[str]] = defaultdict(list)
    for answer_id, source_id in links:
        sources[answer_id].append(source_id)
    fields = [field for field in AnnotationField if field is not AnnotationField.SOURCE]
    names = [field.value for field in fields]
    codes = (getattr(model, name) for name in names)
    rows = rows_of(session, select(model.id, *codes).join(model.claim).where(*wanted))
    return {
        row[0]: [
            AnswerPart(AnnotationField.SOURCE.value, sources[row[0]]),
            *map(AnswerPart, names, row[1:]),
        ]
        for row in rows
    }


def _bring(
    table: ExportedTable,
    model: Model,
    session: Session,
    bundle: TableBundle,
    imported: ImportedRows,
) -> None:
    """Every answer under whoever gave it, in the order in which they were begun."""
    key = table.key[0]
    answers = {one.row[key]: one for one in answers_in(bundle, table.name)}
    rows = sorted((one.row for one in answers.values()), key=lambda row: row["created_at"])

    def besides(row: Row) -> dict[str, Any]:
        given = answers[row[key]].codes
        codes = {field.value: given.get(field.value, "") for field in CodeField}
        return {"kind": KINDS[model], **codes}

    add_rows(session, imported, table, model, rows, besides)
    names = {row["source_id"]: row["name"] for _, row in bundle["sources"].rows()}
    links = [
        {
            "annotation_id": imported.keys[table.name][row[key]],
            "source_id": imported.keys["sources"][source_id],
            "written": names[source_id],
            "position": position,
        }
        for row in rows
        for position, source_id in enumerate(answers[row[key]].source_ids)
    ]
    add_children(session, AnnotationSource, links)
