"""The rows of annotations.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from webapp.exports.queries.articles import place
from webapp.exports.queries.claims import claim_keys
from webapp.exports.queries.query import Query
from webapp.exports.scope import Scope, people_of, sees_everything, shown_annotations
from webapp.models import Annotation, AnnotationSource, Claim
from webapp.tables.annotations import ANNOTATIONS, AnnotationField
from webapp.tables.cells import list_cell, time_cell, whole_cell
from webapp.tables.writers import Row
from webapp.vocabulary import CodeField


def _rows(session: Session, scope: Scope, keys: Sequence[int]) -> Iterator[Row]:
    viewer, people = scope.viewer(session), people_of(session, scope)
    answers = selectinload(Claim.annotations)
    claims = session.scalars(
        select(Claim)
        .join(Claim.article)
        .options(
            answers.selectinload(Annotation.sources).joinedload(AnnotationSource.source),
            answers.selectinload(Annotation.codebook),
            answers.selectinload(Annotation.newest_article),
        )
        .where(Claim.id.in_(keys))
        .order_by(*place(), Claim.first_offset, Claim.number)
    )
    for claim in claims:
        for annotation in shown_annotations(claim.annotations, viewer):
            yield from _fields(claim, annotation, people)


def _fields(claim: Claim, annotation: Annotation, people: Mapping[int, str]) -> Iterator[Row]:
    whole = {
        "annotation_id": annotation.public_id,
        "claim_id": claim.public_id,
        "annotator": people.get(annotation.user_id, ""),
        "certainty": annotation.certainty,
        "note": annotation.note,
        "status_reason": annotation.status_reason,
        "state": annotation.state.value,
        "skipped_reason": annotation.skipped_reason.value if annotation.skipped_reason else "",
        "created_at": time_cell(annotation.created_at),
        "updated_at": time_cell(annotation.updated_at),
        "submitted_at": time_cell(annotation.submitted_at),
        "codebook_version": whole_cell(annotation.codebook.number if annotation.codebook else None),
        "newest_article_id": annotation.newest_article.public_id
        if annotation.newest_article
        else "",
    }
    for field in AnnotationField:
        yield {**whole, "field": field.value, "value": _value(annotation, field)}


def _value(annotation: Annotation, field: AnnotationField) -> str:
    if field is AnnotationField.SOURCE:
        return list_cell(link.source.public_id for link in annotation.sources)
    return annotation.value_of(CodeField(field.value))


def _count(session: Session, scope: Scope) -> int | None:
    if not sees_everything(scope.viewer(session)):
        return None
    counted = select(func.count(Annotation.id)).where(Annotation.project_id == scope.project_id)
    return session.scalars(counted).one() * len(AnnotationField)


ANNOTATION_ROWS = Query(
    table=ANNOTATIONS, keys=claim_keys, rows=_rows, count=_count, has_people=True
)
