"""What a blind project hides from whoever does not see all tags, as conditions of queries.

The decision on blindness says why; `Membership.sees_all_tags` says from whom.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Exists, SQLColumnExpression, and_, false, or_, select, true
from sqlalchemy.orm import aliased

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.claim import Claim
from webapp.models.comment import Comment
from webapp.models.event import Event, EventClaim
from webapp.models.source import Source
from webapp.models.written_name import WrittenName
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.viewers import Reader
from webapp.vocabulary import SUBMITTED_STATES

ANSWERS = (Action.PLACEMENT_ANSWERED, Action.ANSWER_TAKEN_BACK)
"""Changes to disputes that are somebody's answer, and nothing that all share."""
SAID = (ObjectKind.ANNOTATION, ObjectKind.ADJUDICATION, ObjectKind.COMMENT)
"""What one person says of a claim."""
OF_PEOPLE = (*SAID, ObjectKind.ASSIGNMENT)
"""That, and what one person has before them."""


def answers_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Answers whose tags the member may see: all; or one's own, and those to settled claims."""
    if viewer.sees_all_tags:
        return ()
    return (or_(Answer.user_id == viewer.user_id, Answer.is_open),)


def final_tags_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Claims whose final tags the member may see: all; or those that are settled."""
    return () if viewer.sees_all_tags else (Claim.is_settled == true(),)


def answers_listed_for(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Those whose tags the member sees in lists: one's own, and what others have submitted."""
    if not viewer.sees_all_tags:
        return answers_seen_by(viewer)
    return (or_(Answer.user_id == viewer.user_id, Answer.state.in_(SUBMITTED_STATES)),)


def names_seen_by(viewer: Reader) -> ColumnElement[bool]:
    """Names, of sources of the project, in answers that a blind member may see."""
    return or_(WrittenName.user_id == viewer.user_id, WrittenName.user_id.is_(None))


def comments_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Comments that the member may know of: all; or one's own, and those on settled claims."""
    if viewer.sees_all_tags:
        return ()
    return (or_(Comment.author_id == viewer.user_id, _is_settled(Comment.claim_id)),)


def _is_settled(claim_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Asked of each claim by its key: a project has very many that are settled."""
    claim = aliased(Claim)
    settled = select(claim.id).where(claim.id == claim_id, claim.is_settled == true())
    return settled.correlate_except(claim).exists()


def sources_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Sources of the project that the member may know of.

    Where nothing is hidden: what others have submitted, and what the member has made or typed.
    Else what the answers that the member may see name, whoever made it and whatever became of it
    since.
    """
    if not viewer.sees_all_tags:
        is_named = (WrittenName.source_id == Source.id, names_seen_by(viewer))
        seen = select(WrittenName.id).where(*is_named).correlate_except(WrittenName).exists()
        return (Source.project_id == viewer.project_id, seen)
    named = select(AnnotationSource.source_id).join(AnnotationSource.answer)
    own = Source.id.in_(named.where(Answer.user_id == viewer.user_id))
    made = Source.created_by_id == viewer.user_id
    return (
        Source.project_id == viewer.project_id,
        or_(Source.shared_at.is_not(None), made, own),
    )


def events_seen_by(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Events that the member may read of.

    They are not of others' answers before the claim is settled, nor of the register that these
    grow, nor of who has which claim. That all answers to a claim are in is told to everybody.
    """
    if viewer.sees_all_tags:
        return ()
    are_said = Event.object_kind.in_(SAID)
    is_shown = or_(
        and_(Event.object_kind.not_in(OF_PEOPLE), Event.action.not_in(ANSWERS)),
        Event.user_id == viewer.user_id,
        Event.action == Action.ANSWERS_LOCKED,
        and_(are_said, _is_about(viewer, settled=True), ~_is_about(viewer, settled=False)),
    )
    return (Event.object_kind != ObjectKind.SOURCE, is_shown)


def _is_about(viewer: Reader, *, settled: bool) -> Exists:
    """The event names a claim of the project that is settled, or one that is not."""
    claim = select(Claim.id).where(
        Claim.project_id == viewer.project_id,
        Claim.public_id == EventClaim.claim_id,
        Claim.is_settled == (true() if settled else false()),
    )
    return (
        select(EventClaim.event_id)
        .where(
            EventClaim.event_id == Event.id,
            claim.correlate(EventClaim).exists(),  # by its id: joined, all of the project are read
        )
        .exists()
    )
