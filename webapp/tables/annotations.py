"""The columns of annotations.csv."""

from __future__ import annotations

from enum import StrEnum

from webapp.limits import LONGEST_NOTE, LONGEST_REASON, MOST_SOURCES
from webapp.tables.columns import Column, Kind, Table
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


ANNOTATIONS = Table(
    name="annotations",
    holds="One row per claim, annotator and field: what each person answered.",
    key=("annotation_id", "field"),
    signs=frozenset({"annotation_id", "claim_id"}),
    columns=(
        Column(
            "annotation_id",
            Kind.ID,
            "One person’s answer to one claim; a row per field.",
            is_needed=True,
        ),
        Column("claim_id", Kind.ID, "The claim.", refers=("claims", "claim_id"), is_needed=True),
        Column("annotator", Kind.PERSON, "Who answered.", is_needed=True),
        Column("field", Kind.CODE, "What the row answers.", AnnotationField, is_needed=True),
        Column(
            "value",
            Kind.LIST,
            "The answer: a code of the codebook or, for the source, the ids of the sources in "
            "order. Empty where it is not answered.",
            most=MOST_SOURCES,
        ),
        Column("certainty", Kind.CODE, "The answer’s certainty, again on each of its rows."),
        Column("note", Kind.TEXT, "The answer’s note.", longest=LONGEST_NOTE),
        Column(
            "status_reason",
            Kind.TEXT,
            "Why the annotator overrules the dispute status that the record suggests.",
            longest=LONGEST_REASON,
        ),
        Column("state", Kind.CODE, "How far the answer is.", AnnotationState, is_needed=True),
        Column("skipped_reason", Kind.CODE, "Why the claim was passed by.", SkipReason),
        Column("created_at", Kind.TIME, "When the answer was begun.", is_needed=True),
        Column("updated_at", Kind.TIME, "When it last changed.", is_needed=True),
        Column("submitted_at", Kind.TIME, "When it was last submitted; empty if it never was."),
        Column(
            "codebook_version",
            Kind.WHOLE,
            "The codebook’s version of that submission.",
            refers=("codebook", "codebook_version"),
        ),
        Column(
            "newest_article_id",
            Kind.ID,
            "The project’s newest article at that submission.",
            refers=("articles", "article_id"),
        ),
    ),
)
