"""adjudications.csv: what adjudicators settled, field by field, and why the answers differed."""

from __future__ import annotations

from webapp.limits import LONGEST_NOTE, LONGEST_REASON
from webapp.models import Adjudication, Codebook
from webapp.tables.answer_parts import CLAIM_ID, FIELD, NEWEST, VALUE, export_of, import_of
from webapp.tables.answer_rows import SettlingState, check_adjudications
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    id_column,
    number_column,
    person_column,
    text_column,
    time_column,
)
from webapp.vocabulary import AdjudicationReason

ADJUDICATIONS = ExportedTable(
    name="adjudications",
    holds="One row per settled claim and field: what an adjudicator answered, in force or begun.",
    key=("adjudication_id", "field"),
    is_later=True,
    columns=(
        id_column(
            "adjudication_id",
            "What settles one claim; a row per field.",
            Adjudication.public_id,
            is_needed=True,
        ),
        CLAIM_ID,
        person_column("adjudicator", "Who settled it.", Adjudication.user_id, is_needed=True),
        FIELD,
        VALUE,
        text_column("note", "The adjudicator’s note.", Adjudication.note, longest=LONGEST_NOTE),
        text_column(
            "status_reason",
            "Why the adjudicator overrules the dispute status that the record suggests.",
            Adjudication.status_reason,
            longest=LONGEST_REASON,
        ),
        code_column(
            "reason",
            "Why the annotators differed.",
            Adjudication.reason,
            values=AdjudicationReason,
        ),
        code_column(
            "state",
            "Whether it is in force; a draft was left for later, or opened again.",
            Adjudication.state,
            values=SettlingState,
            is_needed=True,
        ),
        time_column("created_at", "When it was begun.", Adjudication.created_at, is_needed=True),
        time_column("updated_at", "When it last changed.", Adjudication.updated_at, is_needed=True),
        time_column(
            "submitted_at",
            "When it was last in force; empty if it never was.",
            Adjudication.submitted_at,
        ),
        number_column(
            "codebook_version",
            "The codebook’s version then.",
            Codebook.number,
            to="codebook_id",
            refers=("codebook", "codebook_version"),
        ),
        id_column(
            "newest_article_id",
            "The project’s newest article then.",
            NEWEST.public_id,
            to="newest_article_id",
            refers=("articles", "article_id"),
        ),
        text_column(
            "reopened_because",
            "Why it was opened again; empty once it is in force again.",
            Adjudication.reopened_because,
            longest=LONGEST_REASON,
        ),
    ),
)

ADJUDICATIONS_EXPORT = export_of(ADJUDICATIONS, Adjudication)
ADJUDICATIONS_IMPORT = import_of(ADJUDICATIONS, Adjudication, check_adjudications)
