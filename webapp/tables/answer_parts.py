"""Answers field by field, as annotations.csv and adjudications.csv hold them, out and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Adjudication, Annotation, AnnotationSource, Claim, Source
from webapp.tables.answer_rows import AnnotationField, answers_in
from webapp.tables.bundles import TableBundle
from webapp.tables.columns import ExportedTable
from webapp.tables.exporting import PageAsked, rows_of
from webapp.tables.importing import ImportedRows, add_children, add_rows
from webapp.tables.readers import Row
from webapp.tables.scope import annotations_that_leave
from webapp.vocabulary import AnswerKind, CodeField

Model = type[Annotation] | type[Adjudication]
KINDS = {Annotation: AnswerKind.ANNOTATION, Adjudication: AnswerKind.ADJUDICATION}


class AnswerPart(NamedTuple):
    """One row of an answer."""

    field: str
    value: Sequence[str] | str


def field_told(_: object, part: AnswerPart) -> str:
    """What the row answers."""
    return part.field


def value_told(_: object, part: AnswerPart) -> Sequence[str] | str:
    """The answer."""
    return part.value


def parts_of(model: Model) -> Callable[[Session, PageAsked], Mapping[int, list[AnswerPart]]]:
    """By answer, a row for the sources and one for each code."""

    def parts(session: Session, page: PageAsked) -> Mapping[int, list[AnswerPart]]:
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

    return parts


def bring_answers(
    session: Session,
    bundle: TableBundle,
    imported: ImportedRows,
    table: ExportedTable,
    model: Model,
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
