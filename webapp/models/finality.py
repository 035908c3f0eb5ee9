"""How the tags of a claim become final: from its annotations to one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from webapp.models.membership import Membership
from webapp.vocabulary import AnnotationState, FinalBy


class Answered(Protocol):
    """One person's answer about a claim: an annotation, or the few values of one that decide."""

    @property
    def user_id(self) -> int:
        """Whose it is."""

    @property
    def state(self) -> AnnotationState:
        """How far the person is."""

    @property
    def answer(self) -> tuple[object, ...]:
        """What two annotators are compared by."""


A = TypeVar("A", bound=Answered)


@dataclass(frozen=True)
class FinalAnswer(Generic[A]):
    """The claim's tags as they stand: how they became final, and the annotation that says them."""

    by: FinalBy
    annotation: A | None
    annotator_count: int


def final_answer(annotations: Iterable[A]) -> FinalAnswer[A]:
    """None or an open disagreement is `unresolved`, one is `single`, all equal is `unanimous`."""
    submitted = [a for a in annotations if a.state == AnnotationState.SUBMITTED]
    if not submitted or len({a.answer for a in submitted}) > 1:
        return FinalAnswer(FinalBy.UNRESOLVED, None, len(submitted))
    by = FinalBy.SINGLE if len(submitted) == 1 else FinalBy.UNANIMOUS
    return FinalAnswer(by, submitted[0], len(submitted))


def visible_annotations(annotations: Iterable[A], viewer: Membership) -> list[A]:
    """Those that a member may see: all, or one's own until enough people agree."""
    rows = list(annotations)
    final = final_answer(rows)
    enough = final.annotator_count >= viewer.project.annotators_per_claim
    if viewer.sees_all_tags or (final.annotation is not None and enough):
        return rows
    return [row for row in rows if row.user_id == viewer.user_id]
