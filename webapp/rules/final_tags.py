"""How the tags of a claim become final: from what people answered to one answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from webapp.models.annotation import Annotation, Answer
from webapp.models.claim import Claim
from webapp.models.project import Project
from webapp.rules.viewers import Viewer
from webapp.vocabulary import AnnotationState, AnswerKind, FinalBy, SettledBy


class Answered(Protocol):
    """One person's answer about a claim: a row, or the few values of one that decide."""

    @property
    def kind(self) -> AnswerKind:
        """An annotation, or the adjudication."""

    @property
    def state(self) -> AnnotationState:
        """How far the person is."""

    @property
    def answer(self) -> tuple[object, ...]:
        """What two annotators are compared by."""


A = TypeVar("A", bound=Answered)


@dataclass(frozen=True)
class Asked:
    """What a project asks for before tags are final."""

    annotators: int = 1
    rule: SettledBy = SettledBy.UNANIMITY


@dataclass(frozen=True)
class FinalAnswer(Generic[A]):
    """The claim's tags as they stand: how they became final, and the answer that says them."""

    by: FinalBy
    answer: A | None
    annotator_count: int
    is_complete: bool = False
    """As many annotations are submitted as the project asks for."""

    @property
    def is_settled(self) -> bool:
        """They are final, and nobody answers any more."""
        is_final = self.by != FinalBy.UNRESOLVED and self.is_complete
        return is_final or self.by == FinalBy.ADJUDICATED


FINAL_WORDS = {
    FinalBy.UNRESOLVED: "not final yet",
    FinalBy.SINGLE: "final, one annotator",
    FinalBy.UNANIMOUS: "final, unanimous",
    FinalBy.MAJORITY: "final, by majority",
    FinalBy.ADJUDICATED: "final, adjudicated",
}


def asked_by(project: Project) -> Asked:
    """What the project asks for."""
    return Asked(project.annotators_per_claim, project.settled_by)


def final_words(by: FinalBy, *, is_hidden: bool) -> str:
    """How something became final; before whom that is hidden, nothing is said of it."""
    is_secret = is_hidden and by == FinalBy.UNRESOLVED
    return "hidden until final" if is_secret else FINAL_WORDS[by]


def final_answer(answers: Iterable[A], asked: Asked) -> FinalAnswer[A]:
    """An adjudication that is in force, else what the project's rule makes of the submissions.

    None or an open disagreement is `unresolved`, one is `single`, all equal is `unanimous`; where
    the project settles by majority, more than half of all that it asks for is `majority`.
    """
    given = [one for one in answers if one.state.is_submitted]
    submitted = [one for one in given if one.kind == AnswerKind.ANNOTATION]
    is_complete = len(submitted) >= asked.annotators
    by, said = _by_rule(submitted, asked, is_complete=is_complete)
    for settled in given:
        if settled.kind == AnswerKind.ADJUDICATION:
            by, said = FinalBy.ADJUDICATED, settled
    return FinalAnswer(by, said, len(submitted), is_complete)


def _by_rule(
    submitted: Sequence[A], asked: Asked, *, is_complete: bool
) -> tuple[FinalBy, A | None]:
    if not submitted or (asked.annotators > 1 and asked.rule == SettledBy.HAND):
        return FinalBy.UNRESOLVED, None
    said, count = Counter(one.answer for one in submitted).most_common(1)[0]
    first = next(one for one in submitted if one.answer == said)
    if count == len(submitted):
        return (FinalBy.SINGLE if count == 1 else FinalBy.UNANIMOUS), first
    is_majority = asked.rule == SettledBy.MAJORITY and count * 2 > len(submitted)
    return (FinalBy.MAJORITY, first) if is_majority and is_complete else (FinalBy.UNRESOLVED, None)


def difference_count(answers: Iterable[Answered]) -> int:
    """How far the submitted annotations differ: over all tags, the values beside the first one."""
    submitted = [
        one.answer
        for one in answers
        if one.kind == AnswerKind.ANNOTATION and one.state.is_submitted
    ]
    return sum(len(set(values)) - 1 for values in zip(*submitted, strict=True))


def annotation_of(claim: Claim, viewer: Viewer) -> Annotation | None:
    """The viewer's own answer, of a claim that came with all answers."""
    return next((row for row in claim.annotations if row.user_id == viewer.user_id), None)


def seen_final_answer(claim: Claim, viewer: Viewer) -> tuple[FinalBy, Answer | None]:
    """The final answer where the member may know of it, of a claim that came with all answers.

    Before it is settled, whoever is blind may not even know that it is final: they could change
    their own answer until it is, and so feel out the other one.
    """
    if not (viewer.sees_all_tags or claim.is_settled):
        return FinalBy.UNRESOLVED, None
    rows: list[Answer] = [*claim.annotations, *filter(None, [claim.adjudication])]
    return claim.final_by, next((row for row in rows if row.id == claim.final_answer_id), None)
