"""Changes to comments: writing, editing, resolving and opening again; each is one event."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.comments.queries import members_to_call
from webapp.errors import NotAllowed, Refusal
from webapp.journal.recording import recorded
from webapp.journal.refusals import Unchanged, refuse_stale
from webapp.models import Claim, Comment, CommentMention, Membership
from webapp.models.base import utc_now
from webapp.rules.actions import Action
from webapp.rules.articles import refuse_withdrawn
from webapp.rules.mentions import mentioned


def write_comment(session: Session, by: Membership, *, claim: Claim, text: str) -> Comment:
    """Another comment on the claim, which calls whom its words call."""
    refuse_withdrawn(session, {claim.article_id})
    about = (claim.public_id,)
    with recorded(session, by, Action.COMMENT_WRITTEN, claims=about) as act:
        comment = Comment(project_id=by.project_id, claim=claim, author=by.user, text=text)
        session.add(comment)
        _call(session, by, comment)
        session.flush()
        act.rows.append(comment)
    return comment


def edit_comment(
    session: Session, by: Membership, *, comment: Comment, version: int, text: str
) -> None:
    """Other words; the history keeps those before."""
    if comment.author_id != by.user_id:
        raise NotAllowed("Somebody else wrote this comment: only its author can change its words.")
    refuse_withdrawn(session, {comment.claim.article_id})
    about = (comment.claim.public_id,)
    with recorded(session, by, Action.COMMENT_EDITED, comment, claims=about):
        refuse_stale(comment, version, text=comment.text)
        if comment.text == text:
            raise Unchanged(field="text")
        comment.text = text
        comment.edited_at = utc_now()
        _call(session, by, comment)


def resolve_comment(session: Session, by: Membership, *, comment: Comment, version: int) -> None:
    """Nothing is left to say or to do about it."""
    _refuse_stranger(by, comment)
    about = (comment.claim.public_id,)
    with recorded(session, by, Action.COMMENT_RESOLVED, comment, claims=about):
        _refuse_changed(comment, version)
        if not comment.is_open:
            raise Unchanged("This comment is resolved already.")
        comment.resolved_at, comment.resolved_by = utc_now(), by.user


def reopen_comment(session: Session, by: Membership, *, comment: Comment, version: int) -> None:
    """There is something to say or to do about it after all."""
    _refuse_stranger(by, comment)
    about = (comment.claim.public_id,)
    with recorded(session, by, Action.COMMENT_REOPENED, comment, claims=about):
        _refuse_changed(comment, version)
        if comment.is_open:
            raise Unchanged("This comment is open already.")
        comment.resolved_at, comment.resolved_by = None, None


def _call(session: Session, by: Membership, comment: Comment) -> None:
    """Let it call the members whom its words call; whom it called before is told once."""
    known = {one.membership_id: one for one in comment.mentions}
    members = members_to_call(session, by.project, known)
    wanted = {member.id: member for member in mentioned(comment.text, members)}
    for key, mention in known.items():
        if key not in wanted:
            comment.mentions.remove(mention)
    for key, member in wanted.items():
        if key not in known:
            comment.mentions.append(CommentMention(membership=member))


def _refuse_stranger(by: Membership, comment: Comment) -> None:
    if comment.author_id != by.user_id and not by.role.may_settle:
        raise NotAllowed("Ask its author or an adjudicator: somebody else wrote this comment.")


def _refuse_changed(comment: Comment, version: int) -> None:
    if comment.version != version:
        raise Refusal(
            "Somebody changed this comment while you had it open. Read it again, then decide."
        )
