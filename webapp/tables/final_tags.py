"""The final tags of claims as an export reads them: the one place that asks what is final."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select, type_coerce
from sqlalchemy.orm import Session

from webapp.models import Annotation, AnnotationSource, Claim, Codebook, Source
from webapp.rules.final_tags import final_answer, seen_final_answer
from webapp.tables.exporting import rows_of
from webapp.tables.moments import MomentAsCell
from webapp.tables.scope import Viewer, annotations_that_leave
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, CodeField, FinalBy

FIELDS = tuple(CodeField)


class Submission(NamedTuple):
    """What one person has submitted about one claim."""

    user_id: int
    changed_at: str
    note: str
    codebook_version: int | None
    codes: tuple[str, ...]
    """The code of every field, in the order of `CodeField`."""
    source_ids: list[int]
    source_names: list[str]

    @property
    def state(self) -> AnnotationState:
        """It is submitted."""
        return AnnotationState.SUBMITTED

    @property
    def answer(self) -> tuple[object, ...]:
        """What two annotators are compared by."""
        return (tuple(self.source_ids), *self.codes)


class FinalTags(NamedTuple):
    """The tags that stand for one claim, as far as the reader may know of them."""

    by: FinalBy
    annotator_count: int
    changed_at: str
    """When a submission last changed, as a cell."""
    answer: Submission


NOTHING = Submission(0, "", "", None, ("",) * len(FIELDS), [], [])
OPEN = FinalTags(FinalBy.UNRESOLVED, 0, "", NOTHING)


def final_tags_of(
    session: Session, viewer: Viewer, article_ids: Sequence[int]
) -> Mapping[int, FinalTags]:
    """By their keys, the final tags of the claims of some articles."""
    found = _submissions(session, viewer, article_ids)
    final = {key: _final(submissions, viewer) for key, submissions in found.items()}
    return defaultdict(lambda: OPEN, final)


def _final(submissions: Sequence[Submission], viewer: Viewer) -> FinalTags:
    final = seen_final_answer(submissions, viewer) if viewer else final_answer(submissions)
    changed_at = max(one.changed_at for one in submissions)
    return FinalTags(final.by, final.annotator_count, changed_at, final.annotation or NOTHING)


def _submissions(
    session: Session, viewer: Viewer, article_ids: Sequence[int]
) -> Mapping[int, list[Submission]]:
    """By claim, those that the reader may see, the oldest first."""
    rows = rows_of(
        session,
        select(
            Annotation.claim_id,
            Annotation.user_id,
            type_coerce(Annotation.updated_at, MomentAsCell()),
            Annotation.note,
            Codebook.number,
            Source.id,
            Source.name,
            *(getattr(Annotation, field.value) for field in FIELDS),
        )
        .join(Annotation.claim)
        .outerjoin(Annotation.codebook)
        .outerjoin(Annotation.sources)
        .outerjoin(AnnotationSource.source)
        .where(
            Claim.article_id.in_(article_ids),
            Annotation.state.in_(SUBMITTED_STATES),
            *annotations_that_leave(viewer),
        )
        .order_by(Annotation.created_at, Annotation.public_id, AnnotationSource.position),
    )
    found: defaultdict[int, list[Submission]] = defaultdict(list)
    for row in rows:
        claim_id, user_id, changed_at, note, version, source_id, name = row[:7]
        of_claim = found[claim_id]
        if not of_claim or of_claim[-1].user_id != user_id:  # one answer for each person
            of_claim.append(Submission(user_id, changed_at, note, version, row[7:], [], []))
        if source_id is not None:
            of_claim[-1].source_ids.append(source_id)
            of_claim[-1].source_names.append(name)
    return found
