"""adjudications.csv: what adjudicators settled, field by field, and why the answers differed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.limits import LONGEST_NOTE, LONGEST_REASON, MOST_SOURCES
from webapp.models import Adjudication, Article, Claim, Codebook
from webapp.rules.claims import reading_order
from webapp.tables.answer_parts import bring_answers, field_told, parts_of, value_told
from webapp.tables.answer_rows import AnnotationField, SettlingState, check_adjudications
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
from webapp.vocabulary import AdjudicationReason

_Newest = aliased(Article)

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
        id_column(
            "claim_id",
            "The claim.",
            Claim.public_id,
            to="claim_id",
            refers=("claims", "claim_id"),
            is_needed=True,
        ),
        person_column("adjudicator", "Who settled it.", Adjudication.user_id, is_needed=True),
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
            _Newest.public_id,
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


def _rows(scope: Scope, viewer: Viewer) -> Select[Any]:
    return (
        select(Adjudication.id)
        .join(Adjudication.claim)
        .join(Claim.article)
        .outerjoin(Adjudication.codebook)
        .outerjoin(_Newest, Adjudication.newest_article_id == _Newest.id)
        .where(
            Adjudication.project_id == scope.project_id,
            *annotations_that_leave(viewer),
            *articles_that_leave(scope),
        )
        .order_by(*reading_order())
    )


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """Every adjudication under its adjudicator; the final tags of its claim follow."""
    bring_answers(session, bundle, imported, ADJUDICATIONS, Adjudication)


ADJUDICATIONS_EXPORT = TableExport(
    table=ADJUDICATIONS,
    id=Adjudication.id,
    key=Claim.article_id,
    rows=_rows,
    around=parts_of(Adjudication),
    rows_each=len(AnnotationField),
    hides_count=True,
)
ADJUDICATIONS_IMPORT = TableImport(table=ADJUDICATIONS, check=check_adjudications, bring=_bring)
