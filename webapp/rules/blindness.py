"""What a blind project hides from whoever does not see all tags, as conditions of queries.

The decision on blindness says why; `Membership.sees_all_tags` says from whom.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, select

from webapp.models.annotation import Annotation, AnnotationSource
from webapp.models.event import Event
from webapp.models.source import Source
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.viewers import Reader
from webapp.vocabulary import SUBMITTED_STATES

ANSWERS = (Action.PLACEMENT_ANSWERED, Action.ANSWER_TAKEN_BACK)
"""Changes to disputes that are somebody's answer, and nothing that all share."""


def annotations_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Annotations whose tags the member may see: everyone's, or one's own alone."""
    return () if viewer.sees_all_tags else (Annotation.user_id == viewer.user_id,)


def final_tags_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Claims whose final tags the member may see: all of them, or none, not even that they are."""
    return () if viewer.sees_all_tags else (false(),)


def annotations_listed_for(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Those whose tags the member sees in lists: one's own, and what others have submitted."""
    is_given = or_(Annotation.user_id == viewer.user_id, Annotation.state.in_(SUBMITTED_STATES))
    return (*annotations_seen_by(viewer), is_given)


def sources_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Sources of the project that the member may know of.

    Where nothing is hidden: what others have submitted, and what the member has made or typed.
    Else what the member's own tags name, whoever made it and whatever became of it since.
    """
    named = select(AnnotationSource.source_id).join(AnnotationSource.annotation)
    own = Source.id.in_(named.where(Annotation.user_id == viewer.user_id))
    if not viewer.sees_all_tags:
        return (Source.project_id == viewer.project_id, own)
    made = Source.created_by_id == viewer.user_id
    return (
        Source.project_id == viewer.project_id,
        or_(Source.shared_at.is_not(None), made, own),
    )


def events_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Events that the member may read of: not others' answers, nor the register that they grow."""
    if viewer.sees_all_tags:
        return ()
    is_answer = or_(Event.object_kind == ObjectKind.ANNOTATION, Event.action.in_(ANSWERS))
    return (
        Event.object_kind != ObjectKind.SOURCE,
        or_(~is_answer, and_(is_answer, Event.user_id == viewer.user_id)),
    )
