"""How the tags of a claim become final: from its annotations to one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from webapp.rules.viewers import Viewer
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


FINAL_WORDS = {
    FinalBy.UNRESOLVED: "not final yet",
    FinalBy.SINGLE: "final, one annotator",
    FinalBy.UNANIMOUS: "final, unanimous",
    FinalBy.MAJORITY: "final, by majority",
    FinalBy.ADJUDICATED: "final, adjudicated",
}


def final_words(by: FinalBy, *, is_hidden: bool) -> str:
    """How something became final; before whom that is hidden, nothing is said of it."""
    is_secret = is_hidden and by == FinalBy.UNRESOLVED
    return "hidden until final" if is_secret else FINAL_WORDS[by]


def final_answer(annotations: Iterable[A]) -> FinalAnswer[A]:
    """None or an open disagreement is `unresolved`, one is `single`, all equal is `unanimous`."""
    submitted = [a for a in annotations if a.state.is_submitted]
    if not submitted or len({a.answer for a in submitted}) > 1:
        return FinalAnswer(FinalBy.UNRESOLVED, None, len(submitted))
    by = FinalBy.SINGLE if len(submitted) == 1 else FinalBy.UNANIMOUS
    return FinalAnswer(by, submitted[0], len(submitted))


def visible_annotations(annotations: Iterable[A], viewer: Viewer) -> list[A]:
    """What `annotations_seen_by` says, of rows that came with their claim."""
    if viewer.sees_all_tags:
        return list(annotations)
    return [row for row in annotations if row.user_id == viewer.user_id]


def seen_final_answer(annotations: Iterable[A], viewer: Viewer) -> FinalAnswer[A]:
    """The final answer where the member may know of it, with the submissions that they may count.

    Whoever is blind may not even know that it is final: they could change their own answer until
    it is, and so feel out the other one.
    """
    if viewer.sees_all_tags:
        return final_answer(annotations)
    own = final_answer(visible_annotations(annotations, viewer))
    return FinalAnswer(FinalBy.UNRESOLVED, None, own.annotator_count)
