"""What an export says of final tags beside what is stored of them: the one place that asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from webapp.models import (
    Adjudication,
    Annotation,
    AnnotationSource,
    Article,
    Claim,
    Project,
    Source,
)
from webapp.models.project import counted_as
from webapp.rules.differences import pairwise_agreement
from webapp.tables.exporting import rows_of
from webapp.tables.moments import MomentAsCell
from webapp.tables.scope import (
    Viewer,
    annotations_that_leave,
    final_tags_that_leave,
    sees_everything,
)
from webapp.vocabulary import SUBMITTED_STATES, CodeField


class Submissions(NamedTuple):
    """Those about one claim that the reader may see."""

    annotator_count: int
    changed_at: str
    """When one of them last changed, as a cell."""


class Settled(NamedTuple):
    """Who settled one claim by hand, when and why, as cells; the person by key."""

    user_id: int | None
    at: str
    reason: str


NONE_YET = Submissions(0, "")
NOT_BY_HAND = Settled(None, "", "")


def submissions_to(
    session: Session, viewer: Viewer, article_ids: Sequence[int]
) -> Mapping[int, Submissions]:
    """By key, the claims of some articles that have submissions."""
    changed_at = type_coerce(func.max(Annotation.updated_at), MomentAsCell())
    rows = rows_of(
        session,
        select(Annotation.claim_id, func.count(), changed_at)
        .join(Annotation.claim)
        .where(
            Claim.article_id.in_(article_ids),
            Annotation.state.in_(SUBMITTED_STATES),
            *annotations_that_leave(viewer),
        )
        .group_by(Annotation.claim_id),
    )
    return {key: Submissions(count, changed_at) for key, count, changed_at in rows}


def claims_of_known_end(
    session: Session, viewer: Viewer, article_ids: Sequence[int]
) -> Collection[int]:
    """The keys of the claims of which the reader may know whether their tags are final."""
    known = select(Claim.id).where(Claim.article_id.in_(article_ids))
    return {key for (key,) in rows_of(session, known.where(*final_tags_that_leave(viewer)))}


def final_sources(
    session: Session, viewer: Viewer, article_ids: Sequence[int]
) -> Mapping[int, list[str]]:
    """By key, the names of the sources of the final tags, in order: to the blind as written."""
    name = Source.name if sees_everything(viewer) else AnnotationSource.written
    rows = rows_of(
        session,
        select(Claim.id, name)
        .join(AnnotationSource, AnnotationSource.annotation_id == Claim.final_answer_id)
        .join(AnnotationSource.source)
        .where(Claim.article_id.in_(article_ids), *final_tags_that_leave(viewer))
        .order_by(AnnotationSource.position),
    )
    found: dict[int, list[str]] = {}
    for key, name in rows:
        found.setdefault(key, []).append(name)
    return found


def merged_codes_of(session: Session, article_ids: Sequence[int]) -> list[Any]:
    """The codes that the project of some articles has merged into others."""
    query = select(Project.merged_codes).join(Article, Article.project_id == Project.id)
    found = rows_of(session, query.where(Article.id.in_(article_ids)).limit(1))
    return found[0][0] if found else []


def settled_by_hand(
    session: Session, viewer: Viewer, article_ids: Sequence[int]
) -> Mapping[int, Settled]:
    """By key, the claims that an adjudication in force has settled."""
    rows = rows_of(
        session,
        select(
            Claim.id,
            Adjudication.user_id,
            type_coerce(Adjudication.submitted_at, MomentAsCell()),
            type_coerce(Adjudication.reason, String),
        )
        .join(Adjudication, Adjudication.id == Claim.final_answer_id)
        .where(Claim.article_id.in_(article_ids), *final_tags_that_leave(viewer)),
    )
    return {key: Settled(*found) for key, *found in rows}


def agreement_on(
    session: Session, viewer: Viewer, article_ids: Sequence[int]
) -> Mapping[int, float | None]:
    """By key, how far the submitted answers to a claim agree, where there are several.

    They agree where their codes count as the same.
    """
    merged = merged_codes_of(session, article_ids)
    wanted = (
        Claim.article_id.in_(article_ids),
        Claim.annotator_count > 1,
        Annotation.state.in_(SUBMITTED_STATES),
        *final_tags_that_leave(viewer),
    )
    sources: dict[int, tuple[int, ...]] = {}
    for key, source_id in rows_of(
        session,
        select(AnnotationSource.annotation_id, AnnotationSource.source_id)
        .join(AnnotationSource.answer.of_type(Annotation))
        .join(Annotation.claim)
        .where(*wanted)
        .order_by(AnnotationSource.annotation_id, AnnotationSource.position),
    ):
        sources[key] = (*sources.get(key, ()), source_id)
    codes = (getattr(Annotation, field.value) for field in CodeField)
    answers: dict[int, list[tuple[object, ...]]] = {}
    for claim_id, key, *values in rows_of(
        session,
        select(Annotation.claim_id, Annotation.id, *codes).join(Annotation.claim).where(*wanted),
    ):
        counted = (counted_as(merged, *one) for one in zip(CodeField, values, strict=True))
        answers.setdefault(claim_id, []).append((sources.get(key, ()), *counted))
    return {key: pairwise_agreement(several) for key, several in answers.items()}
