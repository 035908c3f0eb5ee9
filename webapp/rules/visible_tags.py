"""Answers in the few values that pages count by: a project has thousands of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.models.annotation import Annotation, AnnotationSource
from webapp.models.membership import Membership
from webapp.rules.blindness import annotations_seen_by
from webapp.rules.final_tags import seen_final_answer, visible_annotations
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, CodeField

FIELDS = tuple(CodeField)
GIVEN_STATES = SUBMITTED_STATES | {AnnotationState.DRAFT}


@dataclass(frozen=True, slots=True)
class TagValues:
    """What one person answered about one claim."""

    user_id: int
    state: AnnotationState
    source_ids: tuple[int, ...]
    """The keys of its sources, in order."""
    codes: tuple[str, ...]
    """The code of every field, in the order of `CodeField`."""

    @property
    def answer(self) -> tuple[object, ...]:
        """What two annotators are compared by."""
        return (self.source_ids, *self.codes)

    def value_of(self, field: CodeField) -> str:
        """The code chosen for a field; empty where none is."""
        return self.codes[FIELDS.index(field)]


@dataclass(frozen=True, slots=True)
class VisibleTags:
    """What a member may read about one claim: the final answer, and the member's own."""

    final: TagValues | None
    mine: TagValues | None

    @property
    def all(self) -> tuple[TagValues, ...]:
        """Both where they differ, once where they say the same."""
        rows = [row for row in (self.final, self.mine) if row is not None]
        return tuple({row.answer: row for row in reversed(rows)}.values())[::-1]


def answers_to(
    session: Session, viewer: Membership, claim_ids: Select[int]
) -> dict[int, list[TagValues]]:
    """The answers to these claims that the member may see, by the key of their claim."""
    wanted = [Annotation.claim_id.in_(claim_ids), *annotations_seen_by(viewer)]
    links = session.execute(
        select(AnnotationSource.annotation_id, AnnotationSource.source_id)
        .join(AnnotationSource.annotation)
        .where(*wanted)
        .order_by(AnnotationSource.annotation_id, AnnotationSource.position)
    )
    sources: dict[int, tuple[int, ...]] = {}
    for annotation_id, source_id in links:
        sources[annotation_id] = (*sources.get(annotation_id, ()), source_id)
    codes = (getattr(Annotation, field.value) for field in FIELDS)
    rows = session.execute(
        select(Annotation.id, Annotation.claim_id, Annotation.user_id, Annotation.state, *codes)
        .where(*wanted)
        .order_by(Annotation.id)
    )
    found: dict[int, list[TagValues]] = {}
    for annotation_id, claim_id, user_id, state, *values in rows:
        answer = TagValues(user_id, state, sources.get(annotation_id, ()), tuple(values))
        found.setdefault(claim_id, []).append(answer)
    return found


def shown_answers(
    answers: Mapping[int, Iterable[TagValues]], viewer: Membership
) -> dict[int, VisibleTags]:
    """By claim, what the member may read of it; claims of which that is nothing are left out."""
    shown = {claim_id: _shown(list(rows), viewer) for claim_id, rows in answers.items()}
    return {claim_id: row for claim_id, row in shown.items() if row.final or row.mine}


def _shown(rows: list[TagValues], viewer: Membership) -> VisibleTags:
    visible = visible_annotations(rows, viewer)
    own = (row for row in visible if row.user_id == viewer.user_id and row.state in GIVEN_STATES)
    return VisibleTags(seen_final_answer(rows, viewer).annotation, next(own, None))
