"""annotations.csv: what each person answered, field by field."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.limits import LONGEST_NOTE, LONGEST_REASON, MOST_SOURCES
from webapp.models import Annotation, Article, Claim, Codebook
from webapp.rules.claims import reading_order
from webapp.tables.answer_parts import bring_answers, field_told, parts_of, value_told
from webapp.tables.answer_rows import AnnotationField, check_annotations
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
from webapp.tables.exporting import TableExport
from webapp.tables.importing import ImportedRows, TableImport
from webapp.tables.scope import Scope, Viewer, annotations_that_leave, articles_that_leave
from webapp.vocabulary import AnnotationState, SkipReason

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
            told=field_told,
            values=AnnotationField,
            is_needed=True,
        ),
        list_column(
            "value",
            "The answer: a code of the codebook or, for the source, the ids of the sources in "
            "order. Empty where it is not answered.",
            told=value_told,
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
        text_column(
            "reopened_because",
            "Why an adjudicator gave it back to the annotator; empty once it is submitted again.",
            Annotation.reopened_because,
            longest=LONGEST_REASON,
            is_later=True,
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


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """Every answer under its annotator, in the order in which they were begun."""
    bring_answers(session, bundle, imported, ANNOTATIONS, Annotation)


ANNOTATIONS_EXPORT = TableExport(
    table=ANNOTATIONS,
    id=Annotation.id,
    key=Claim.article_id,
    rows=_rows,
    around=parts_of(Annotation),
    rows_each=len(AnnotationField),
    hides_count=True,
)
ANNOTATIONS_IMPORT = TableImport(table=ANNOTATIONS, check=check_annotations, bring=_bring)
