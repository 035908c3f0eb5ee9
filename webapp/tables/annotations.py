"""annotations.csv: what each person answered, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.limits import LONGEST_NOTE, LONGEST_REASON, MOST_SOURCES
from webapp.models import Annotation, AnnotationSource, Article, Claim, Codebook, Source
from webapp.rules.claims import reading_order
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import list_of
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
from webapp.tables.exporting import PageAsked, TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_children, add_rows
from webapp.tables.readers import Row, Sheet
from webapp.tables.scope import Scope, Viewer, annotations_that_leave
from webapp.vocabulary import AnnotationState, CodeField, SkipReason

_Newest = aliased(Article)


class AnnotationField(StrEnum):
    """What one row of an annotation answers: the source, or a field of the codebook."""

    SOURCE = "source"
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
            told=lambda _, part: part.values,
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

OF_ONE_FIELD = frozenset({"field", "value"})
NEEDED = {
    AnnotationState.SUBMITTED: ("submitted_at", "codebook_version"),
    AnnotationState.SKIPPED: ("skipped_reason",),
}


def _rows(scope: Scope, viewer: Viewer) -> Select[Any]:
    return (
        select(Annotation.id)
        .join(Annotation.claim)
        .join(Claim.article)
        .outerjoin(Annotation.codebook)
        .outerjoin(_Newest, Annotation.newest_article_id == _Newest.id)
        .where(Annotation.project_id == scope.project_id, *annotations_that_leave(viewer))
        .order_by(*reading_order(), Annotation.created_at, Annotation.public_id)
    )


class _Part(NamedTuple):
    """One row of an annotation."""

    field: str
    values: Sequence[str]


def _parts(session: Session, page: PageAsked) -> Mapping[int, list[_Part]]:
    """By annotation, a row for the sources and one for each code."""
    sources: defaultdict[int, list[str]] = defaultdict(list)
    for annotation_id, source_id in session.execute(
        select(AnnotationSource.annotation_id, Source.public_id)
        .join(AnnotationSource.source)
        .join(AnnotationSource.annotation)
        .join(Annotation.claim)
        .where(Claim.article_id.in_(page.keys))
        .order_by(AnnotationSource.annotation_id, AnnotationSource.position)
    ):
        sources[annotation_id].append(source_id)
    fields = [field for field in AnnotationField if field is not AnnotationField.SOURCE]
    rows = session.execute(
        select(Annotation.id, *(getattr(Annotation, field.value) for field in fields))
        .join(Annotation.claim)
        .where(Claim.article_id.in_(page.keys))
    )
    return {
        key: [
            _Part(AnnotationField.SOURCE.value, sources[key]),
            *(_Part(field.value, [code]) for field, code in zip(fields, codes, strict=True)),
        ]
        for key, *codes in rows
    }


@dataclass
class AnswerRows:
    """The rows of one annotation, put together."""

    number: int
    """The first of its rows."""
    row: Row
    codes: dict[str, str] = made(default_factory=dict)
    source_ids: list[str] = made(default_factory=list)


def _check(bundle: TableBundle) -> None:
    """Refuse answers that contradict themselves, say what is nowhere, or are given twice."""
    answers = _answers(bundle)
    _refuse_second_answers(bundle["annotations"], answers)
    _refuse_unfinished(bundle["annotations"], answers)


def _answers(bundle: TableBundle) -> list[AnswerRows]:
    sheet, source_ids = bundle["annotations"], bundle["sources"].values("source_id")
    codes = {(row["field"], row["value"]) for _, row in bundle["codebook"].rows()}
    answers: dict[str, AnswerRows] = {}
    for number, row in sheet.rows():
        answer = answers.setdefault(row["annotation_id"], AnswerRows(number, row))
        odd = next((n for n in row if n not in OF_ONE_FIELD and row[n] != answer.row[n]), None)
        if odd:
            raise sheet.refusal(
                number,
                f"{odd} is not what row {answer.number} says of the same annotation. "
                "Make both rows agree.",
            )
        if row["field"] == AnnotationField.SOURCE:
            answer.source_ids += list_of(row["value"])
            known = set(answer.source_ids) <= source_ids
            known = known and len(set(answer.source_ids)) == len(answer.source_ids)
        else:
            answer.codes[row["field"]] = row["value"]
            known = not row["value"] or (row["field"], row["value"]) in codes
        if not known:
            home = "sources" if row["field"] == AnnotationField.SOURCE else "codebook"
            raise sheet.refusal(
                number, f"{row['field']} is “{row['value'][:60]}”, not in {bundle[home].name}."
            )
    return list(answers.values())


def _refuse_second_answers(sheet: Sheet, answers: list[AnswerRows]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for answer in answers:
        pair = (answer.row["claim_id"], answer.row["annotator"])
        first = seen.setdefault(pair, answer.number)
        if first != answer.number:
            words = f"{pair[1]} answers the claim of row {first} again. Keep one of the answers."
            raise sheet.refusal(answer.number, words)


def _refuse_unfinished(sheet: Sheet, answers: list[AnswerRows]) -> None:
    """What the state of an answer says has to stand there: no form lets it be left out."""
    for answer in answers:
        needed = NEEDED.get(AnnotationState(answer.row["state"]), ())
        empty = next((name for name in needed if not answer.row[name]), None)
        if empty:
            words = f"the answer is {answer.row['state']}, and {empty} is empty."
            raise sheet.refusal(answer.number, words)


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """Every answer under its annotator, in the order in which they were begun."""
    answers = {one.row["annotation_id"]: one for one in _answers(bundle)}
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
ANNOTATIONS_IMPORT = TableImport(table=ANNOTATIONS, check=_check, bring=_bring)
