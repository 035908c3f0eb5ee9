"""Answers in the few values that pages count by: a project has thousands of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.rules.blindness import final_tags_seen_by
from webapp.vocabulary import GIVEN_STATES, AnnotationState, AnswerKind, CodeField

FIELDS = tuple(CodeField)


@dataclass(frozen=True, slots=True)
class TagValues:
    """What one person answered about one claim."""

    state: AnnotationState
    source_ids: tuple[int, ...]
    """The keys of its sources, in order."""
    codes: tuple[str, ...]
    """The code of every field as it counts, in the order of `CodeField`."""

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


def visible_tags(
    session: Session, viewer: Membership, claim_ids: Select[int]
) -> dict[int, VisibleTags]:
    """By the key of each claim, what the member may read of it; left out where that is nothing."""
    is_final = Claim.final_answer_id == Answer.id
    is_own = and_(
        Answer.kind == AnswerKind.ANNOTATION,
        Answer.user_id == viewer.user_id,
        Answer.state.in_(GIVEN_STATES),
    )
    wanted = (
        Answer.claim_id.in_(claim_ids),
        or_(is_own, and_(is_final, *final_tags_seen_by(viewer))),
    )
    links = session.execute(
        select(AnnotationSource.annotation_id, AnnotationSource.source_id)
        .join(AnnotationSource.answer)
        .join(Claim, Claim.id == Answer.claim_id)
        .where(*wanted)
        .order_by(AnnotationSource.annotation_id, AnnotationSource.position)
    )
    sources: dict[int, tuple[int, ...]] = {}
    for answer_id, source_id in links:
        sources[answer_id] = (*sources.get(answer_id, ()), source_id)
    codes = (getattr(Answer, field.value) for field in FIELDS)
    is_shown_final = and_(is_final, *final_tags_seen_by(viewer))
    rows = session.execute(
        select(Answer.id, Answer.claim_id, Answer.state, is_own, is_shown_final, *codes)
        .join(Claim, Claim.id == Answer.claim_id)
        .where(*wanted)
        .order_by(Answer.id)
    )
    found: dict[int, VisibleTags] = {}
    for answer_id, claim_id, state, is_mine, is_said, *values in rows:
        counted = map(viewer.project.counted_as, FIELDS, values)
        answer = TagValues(state, sources.get(answer_id, ()), tuple(counted))
        known = found.get(claim_id, VisibleTags(None, None))
        found[claim_id] = VisibleTags(
            answer if is_said else known.final, answer if is_mine else known.mine
        )
    return found
