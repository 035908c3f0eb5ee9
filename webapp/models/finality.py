"""How the tags of a claim become final: from its annotations to one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.models.annotation import Annotation
from webapp.models.membership import Membership
from webapp.vocabulary import AnnotationState, CodeField, FinalBy


@dataclass(frozen=True)
class FinalAnswer:
    """The claim's tags as they stand: how they became final, and the annotation that says them."""

    by: FinalBy
    annotation: Annotation | None
    annotator_count: int


def answer_of(annotation: Annotation) -> tuple[object, ...]:
    """What two annotators are compared by: sources in order, then every code; not the note."""
    sources = tuple(link.source_id for link in annotation.sources)
    return (sources, *(annotation.value_of(field) for field in CodeField))


def final_answer(annotations: Iterable[Annotation]) -> FinalAnswer:
    """None or an open disagreement is `unresolved`, one is `single`, all equal is `unanimous`."""
    submitted = [a for a in annotations if a.state == AnnotationState.SUBMITTED]
    if not submitted or len({answer_of(a) for a in submitted}) > 1:
        return FinalAnswer(FinalBy.UNRESOLVED, None, len(submitted))
    by = FinalBy.SINGLE if len(submitted) == 1 else FinalBy.UNANIMOUS
    return FinalAnswer(by, submitted[0], len(submitted))


def visible_annotations(annotations: Iterable[Annotation], viewer: Membership) -> list[Annotation]:
    """Those that a member may see: all, or one's own until enough people agree."""
    rows = list(annotations)
    final = final_answer(rows)
    enough = final.annotator_count >= viewer.project.annotators_per_claim
    if viewer.sees_all_tags or (final.annotation is not None and enough):
        return rows
    return [row for row in rows if row.user_id == viewer.user_id]
