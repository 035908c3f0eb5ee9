"""annotations.csv: what each person answered, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.limits import LONGEST_NOTE, LONGEST_REASON, MOST_SOURCES
from webapp.models import Annotation, AnnotationSource, Article, Claim, Codebook, Source
from webapp.rules.claims import reading_order
from webapp.tables.answer_rows import AnnotationField, answers_in, check_answers
from webapp.tables.bundles import TableBundle
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    id_column,
    list_column,
    number_column,
    person_column,
    text_column,
    time_column,
)
from webapp.tables.exporting import PageAsked, TableExport, rows_of
from webapp.tables.importing import ImportedRows, TableImport, add_children, add_rows
from webapp.tables.readers import Row
from webapp.tables.scope import Scope, Viewer, annotations_that_leave, articles_that_leave
from webapp.vocabulary import AnnotationState, CodeField, SkipReason

_Newest = aliased(Article)

ANNOTATIONS = ExportedTable(
    name="annotations",
    holds="One row per claim, annotator and field: what each person answered.",
    key=("annotation_id", "field"),
    columns=(
        id_column(
            "annotation_id",
            "One person’s answer to one claim; a row per field.",
            Annotation.public_id,
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
        person_column("annotator", "Who answered.", Annotation.user_id, is_needed=True),
        code_column(
            "field",
            "What the row answers.",
            told=lambda _, part: part.field,
            values=AnnotationField,
            is_needed=True,
        ),
        list_column(
            "value",
            "The answer: a code of the codebook or, for the source, the ids of the sources in "
            "order. Empty where it is not answered.",
            told=lambda _, part: part.value,
            most=MOST_SOURCES,
        ),
        code_column(
            "certainty", "The answer’s certainty, again on each of its rows.", Annotation.certainty
        ),
        text_column("note", "The answer’s note.", Annotation.note, longest=LONGEST_NOTE),
        text_column(
            "status_reason",
            "Why the annotator overrules the dispute status that the record suggests.",
            Annotation.status_reason,
            longest=LONGEST_REASON,
        ),
        code_column(
            "state",
            "How far the answer is.",
            Annotation.state,
            values=AnnotationState,
            is_needed=True,
        ),
        code_column(
            "skipped_reason",
            "Why the claim was passed by.",
            Annotation.skipped_reason,
            values=SkipReason,
        ),
        time_column(
            "created_at", "When the answer was begun.", Annotation.created_at, is_needed=True
        ),
        time_column("updated_at", "When it last changed.", Annotation.updated_at, is_needed=True),
        time_column(
            "submitted_at",
            "When it was last submitted; empty if it never was.",
            Annotation.submitted_at,
        ),
        number_column(
            "codebook_version",
            "The codebook’s version of that submission.",
            Codebook.number,
            to="codebook_id",
            refers=("codebook", "codebook_version"),
        ),
        id_column(
            "newest_article_id",
            "The project’s newest article at that submission.",
            _Newest.public_id,
            to="newest_article_id",
            refers=("articles", "article_id"),
        ),
    ),
)


def _rows(scope: Scope, viewer: Viewer) -> Select[Any]:
    return (
        select(Annotation.id)
        .join(Annotation.claim)
        .join(Claim.article)
        .outerjoin(Annotation.codebook)
        .outerjoin(_Newest, Annotation.newest_article_id == _Newest.id)
        .where(
            Annotation.project_id == scope.project_id,
            *annotations_that_leave(viewer),
            *articles_that_leave(scope),
        )
        .order_by(*reading_order(), Annotation.created_at, Annotation.public_id)
    )


class _Part(NamedTuple):
    """One row of an annotation."""

    field: str
    value: Sequence[str] | str


def _parts(session: Session, page: PageAsked) -> Mapping[int, list[_Part]]:
    """By annotation, a row for the sources and one for each code."""
    wanted = (Claim.article_id.in_(page.keys), *annotations_that_leave(page.viewer))
    links = rows_of(
        session,
        select(AnnotationSource.annotation_id, Source.public_id)
        .join(AnnotationSource.source)
        .join(AnnotationSource.answer.of_type(Annotation))
        .join(Annotation.claim)
        .where(*wanted)
        .order_by(AnnotationSource.annotation_id, AnnotationSource.position),
    )
    sources: defaultdict[int, list[str]] = defaultdict(list)
    for annotation_id, source_id in links:
        sources[annotation_id].append(source_id)
    fields = [field for field in AnnotationField if field is not AnnotationField.SOURCE]
    codes = (getattr(Annotation, field.value) for field in fields)
    rows = rows_of(session, select(Annotation.id, *codes).join(Annotation.claim).where(*wanted))
    return {
        row[0]: [
            _Part(AnnotationField.SOURCE.value, sources[row[0]]),
            *(_Part(field.value, code) for field, code in zip(fields, row[1:], strict=True)),
        ]
        for row in rows
    }


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """Every answer under its annotator, in the order in which they were begun."""
    answers = {one.row["annotation_id"]: one for one in answers_in(bundle)}
    rows = sorted((one.row for one in answers.values()), key=lambda row: row["created_at"])

    def codes(row: Row) -> dict[str, Any]:
        given = answers[row["annotation_id"]].codes
        return {field.value: given.get(field.value, "") for field in CodeField}

    add_rows(session, imported, ANNOTATIONS, Annotation, rows, codes)
    names = {row["source_id"]: row["name"] for _, row in bundle["sources"].rows()}
    links = [
        {
            "annotation_id": imported.keys["annotations"][row["annotation_id"]],
            "source_id": imported.keys["sources"][source_id],
            "written": names[source_id],
            "position": position,
        }
        for row in rows
        for position, source_id in enumerate(answers[row["annotation_id"]].source_ids)
    ]
    add_children(session, AnnotationSource, links)


ANNOTATIONS_EXPORT = TableExport(
    table=ANNOTATIONS,
    id=Annotation.id,
    key=Claim.article_id,
    rows=_rows,
    around=_parts,
    rows_each=len(AnnotationField),
    hides_count=True,
)
ANNOTATIONS_IMPORT = TableImport(table=ANNOTATIONS, check=check_answers, bring=_bring)
