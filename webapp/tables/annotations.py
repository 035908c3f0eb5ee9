"""annotations.csv: what each person answered, field by field."""

from __future__ import annotations

from webapp.limits import LONGEST_NOTE, LONGEST_REASON
from webapp.models import Annotation, Codebook
from webapp.tables.answer_parts import CLAIM_ID, FIELD, NEWEST, VALUE, export_of, import_of
from webapp.tables.answer_rows import check_annotations
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    id_column,
    number_column,
    person_column,
    text_column,
    time_column,
)
from webapp.vocabulary import AnnotationState, SkipReason

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
        CLAIM_ID,
        person_column("annotator", "Who answered.", Annotation.user_id, is_needed=True),
        FIELD,
        VALUE,
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
            NEWEST.public_id,
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

ANNOTATIONS_EXPORT = export_of(ANNOTATIONS, Annotation)
ANNOTATIONS_IMPORT = import_of(ANNOTATIONS, Annotation, check_annotations)
