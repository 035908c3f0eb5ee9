"""How often codes stand in the answers of a project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.codebooks.pages.changes import CodeUses
from webapp.codebooks.pages.words import CodeWords
from webapp.models import Annotation, Membership, PlacementAnswer, Source
from webapp.rules.blindness import answers_listed_for, sources_seen_by
from webapp.vocabulary import CodeField

Counts = Mapping[str, int]


def uses_of(
    session: Session, viewer: Membership, codes: Iterable[CodeWords]
) -> dict[tuple[CodeField, str], CodeUses]:
    """By field and value, how often these codes stand in what the member may see."""
    values = defaultdict(list)
    for code in codes:
        values[code.field].append(code.value)
    found = {}
    for field, some in values.items():
        annotations = _counted(session, _of_annotations(viewer, field, some))
        placements, sources = _beside(session, viewer, field, some)
        for value in some:
            counts = (annotations.get(value, 0), placements.get(value, 0), sources.get(value, 0))
            found[field, value] = CodeUses(*counts)
    return found


def _of_annotations(viewer: Membership, field: CodeField, values: list[str]) -> Select[str, int]:
    column = getattr(Annotation, field.value)
    return (
        select(column, func.count())
        .where(
            Annotation.project_id == viewer.project_id,
            column.in_(values),
            *answers_listed_for(viewer),
        )
        .group_by(column)
    )


def _beside(
    session: Session, viewer: Membership, field: CodeField, values: list[str]
) -> tuple[Counts, Counts]:
    """Answers to placements, which are stances, and sources, which have a type."""
    if field == CodeField.STANCE:
        answers = (
            select(PlacementAnswer.stance, func.count())
            .join(PlacementAnswer.annotation)
            .where(
                Annotation.project_id == viewer.project_id,
                PlacementAnswer.stance.in_(values),
                *answers_listed_for(viewer),
            )
            .group_by(PlacementAnswer.stance)
        )
        return _counted(session, answers), {}
    if field == CodeField.SOURCE_TYPE:
        sources = (
            select(Source.source_type, func.count())
            .where(
                Source.source_type.in_(values),
                Source.merged_into_id.is_(None),
                *sources_seen_by(viewer),
            )
            .group_by(Source.source_type)
        )
        return {}, _counted(session, sources)
    return {}, {}


def _counted(session: Session, query: Select[str, int]) -> Counts:
    return {value: count for value, count in session.execute(query)}  # noqa: C416 (no tuples to mypy)
