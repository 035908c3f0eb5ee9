"""The columns of annotations.csv."""

from __future__ import annotations

from enum import StrEnum

from webapp.limits import LONGEST_NOTE, LONGEST_REASON, MOST_SOURCES
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.vocabulary import AnnotationState, CodeField, SkipReason

SOURCE = "source"


class AnnotationField(StrEnum):
    """What one row of an annotation answers: the source, or a field of the codebook."""

    SOURCE = SOURCE
    SOURCE_TYPE = CodeField.SOURCE_TYPE.value
    STANCE = CodeField.STANCE.value
    DISPUTE_STATUS = CodeField.DISPUTE_STATUS.value
    CERTAINTY = CodeField.CERTAINTY.value
    SOURCE_ROLE = CodeField.SOURCE_ROLE.value
    SOURCE_NAMING = CodeField.SOURCE_NAMING.value
    QUOTE_FORM = CodeField.QUOTE_FORM.value


ANNOTATIONS = ExportedTable(
    name="annotations",
    holds="One row per claim, annotator and field: what each person answered.",
    key=("annotation_id", "field"),
    signs=frozenset({"annotation_id", "claim_id"}),
    columns=(
        ExportedColumn(
            "annotation_id",
            ColumnKind.ID,
            "One person’s answer to one claim; a row per field.",
            is_needed=True,
        ),
        ExportedColumn(
            "claim_id", ColumnKind.ID, "The claim.", refers=("claims", "claim_id"), is_needed=True
        ),
        ExportedColumn("annotator", ColumnKind.PERSON, "Who answered.", is_needed=True),
        ExportedColumn(
            "field", ColumnKind.CODE, "What the row answers.", AnnotationField, is_needed=True
        ),
        ExportedColumn(
            "value",
            ColumnKind.LIST,
            "The answer: a code of the codebook or, for the source, the ids of the sources in "
            "order. Empty where it is not answered.",
            most=MOST_SOURCES,
        ),
        ExportedColumn(
            "certainty", ColumnKind.CODE, "The answer’s certainty, again on each of its rows."
        ),
        ExportedColumn("note", ColumnKind.TEXT, "The answer’s note.", longest=LONGEST_NOTE),
        ExportedColumn(
            "status_reason",
            ColumnKind.TEXT,
            "Why the annotator overrules the dispute status that the record suggests.",
            longest=LONGEST_REASON,
        ),
        ExportedColumn(
            "state", ColumnKind.CODE, "How far the answer is.", AnnotationState, is_needed=True
        ),
        ExportedColumn(
            "skipped_reason", ColumnKind.CODE, "Why the claim was passed by.", SkipReason
        ),
        ExportedColumn("created_at", ColumnKind.TIME, "When the answer was begun.", is_needed=True),
        ExportedColumn("updated_at", ColumnKind.TIME, "When it last changed.", is_needed=True),
        ExportedColumn(
            "submitted_at", ColumnKind.TIME, "When it was last submitted; empty if it never was."
        ),
        ExportedColumn(
            "codebook_version",
            ColumnKind.WHOLE,
            "The codebook’s version of that submission.",
            refers=("codebook", "codebook_version"),
        ),
        ExportedColumn(
            "newest_article_id",
            ColumnKind.ID,
            "The project’s newest article at that submission.",
            refers=("articles", "article_id"),
        ),
    ),
)
