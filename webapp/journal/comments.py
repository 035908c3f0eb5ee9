"""Comments in the journal: what somebody wrote about a claim, and whether it is resolved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, selectinload

from webapp.errors import NotFound, Refusal
from webapp.journal.kind import Kind, PublicIds, Subject, Undoing
from webapp.journal.refusals import CannotTakeBack
from webapp.journal.values import Shelf, Values, fields_of
from webapp.models import Codebook, Comment, CommentMention, Event, Membership
from webapp.rules.actions import ObjectKind


def _parts(comment: Comment) -> Values:
    """The members that it calls, and since when."""
    mentions = ([one.membership.public_id, one.created_at.isoformat()] for one in comment.mentions)
    return {"mentions": sorted(mentions)}


def _write_parts(shelf: Shelf, comment: Comment, values: Values) -> None:
    comment.mentions.clear()
    shelf.session.flush()
    for member_id, at in values["mentions"]:
        member = shelf.row(Membership, member_id)
        mention = CommentMention(membership=member, created_at=datetime.fromisoformat(at))
        comment.mentions.append(mention)


def _told(values: Values, codebook: Codebook) -> dict[str, str]:
    return {"Comment": values["text"], "Resolved": "yes" if values["resolved_at"] else ""}


COMMENTS = Kind(
    model=Comment,
    fields=fields_of(Comment),
    subject=ObjectKind.COMMENT,
    parts=_parts,
    write_parts=_write_parts,
    told=_told,
)


def hold(session: Session, comments: Sequence[Comment]) -> None:
    """Read the comments as they stand; nobody changes them until this transaction ends."""
    found = session.scalars(
        select(Comment)
        .options(selectinload(Comment.mentions))
        .where(Comment.id.in_([comment.id for comment in comments]))
        .order_by(Comment.id)
        .with_for_update(of=Comment)
        .execution_options(populate_existing=True)
    ).all()
    if len(found) < len(comments):
        raise NotFound("Somebody has taken this comment back.")


def _touches(public_ids: PublicIds) -> ColumnElement[bool]:
    return and_(Event.object_kind == ObjectKind.COMMENT, Event.object_id.in_(public_ids))


def _was_changed(undoing: Undoing) -> Refusal | None:
    comment = undoing.things.get(undoing.public_id)
    is_stale = comment and undoing.version not in (None, comment.version)
    if is_stale or undoing.changed_since:
        return CannotTakeBack("Somebody changed this comment while you had it open.")
    return None


COMMENT = Subject(
    kind=ObjectKind.COMMENT,
    touches=_touches,
    is_for_the_blind=False,
    hold=hold,
    nothing_of_yours=(
        "There is nothing of yours to take back here: the last change is somebody else’s."
    ),
    guards=(_was_changed,),
)
"""Who may know of a comment may know of all that happened to it."""
