"""What pages show of the comments on a claim: who says what to whom, and what is still open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from webapp.journal.names import names_of
from webapp.markup.words import counted
from webapp.models import Claim, Comment, Event, Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.comments import comments_on
from webapp.rules.mentions import Piece, pieces_of

Names = Mapping[int | None, str]
"""What a reader calls members, by the keys of the users that they are."""


@dataclass(frozen=True, kw_only=True)
class SeenComment:
    """One comment as a member reads it, and what they may do with it."""

    public_id: str
    version: int
    who: str
    at: datetime
    edited_at: datetime | None
    pieces: Sequence[Piece]
    resolved_by: str
    """Who resolved it; empty while it is open."""
    resolved_at: datetime | None
    is_mine: bool
    may_resolve: bool
    """The reader wrote it, or settles differences: they resolve it and open it again."""
    undoes: str
    """The reader's own last change to it that can be taken back, in words; empty without one."""

    @property
    def is_open(self) -> bool:
        """Nobody has resolved it."""
        return self.resolved_at is None


@dataclass(frozen=True)
class Thread:
    """The comments on a claim that a member may know of, in the order of writing."""

    comments: Sequence[SeenComment] = ()

    @property
    def summary(self) -> str:
        """How many there are, in words: `2 comments, 1 open`."""
        if not self.comments:
            return "No comment yet"
        open_count = sum(one.is_open for one in self.comments)
        return f"{counted(len(self.comments), 'comment')}, {open_count or 'none'} open"


def thread_of(session: Session, viewer: Membership, claim: Claim) -> Thread:
    """The claim's comments before a member; without any, one question asks for them."""
    comments = comments_on(session, viewer, claim)
    if not comments:
        return Thread()
    names = names_of(session, viewer, {key for one in comments for key in people_of(one)})
    own = _own_last_changes(session, viewer, [one.public_id for one in comments])
    return Thread([_seen(one, viewer, names, own) for one in comments])


def people_of(comment: Comment) -> set[int | None]:
    """The keys of the users whom a page about the comment names."""
    called = (one.membership.user_id for one in comment.mentions)
    return {comment.author_id, comment.resolved_by_id, *called}


def words_of(text: str, comment: Comment, names: Names) -> list[Piece]:
    """Words of the comment, where the reader finds the members by the names that they know."""
    members = (one.membership for one in comment.mentions)
    return pieces_of(text, {one.pseudonym: names[one.user_id] for one in members})


def _own_last_changes(
    session: Session, viewer: Membership, public_ids: Collection[str]
) -> dict[str, str]:
    """By comment, what the viewer did to it last, where nobody has done anything to it since."""
    is_of_them = and_(Event.object_kind == ObjectKind.COMMENT, Event.object_id.in_(public_ids))
    newest = select(func.max(Event.id)).where(Event.project_id == viewer.project_id, is_of_them)
    rows = session.execute(
        select(Event.object_id, Event.action)
        .join(Event.payload)
        .where(Event.id.in_(newest.group_by(Event.object_id)), Event.user_id == viewer.user_id)
    )
    return dict(rows.all())


def _seen(
    comment: Comment,
    viewer: Membership,
    names: Names,
    own: Mapping[str, str],
) -> SeenComment:
    is_mine = comment.author_id == viewer.user_id
    is_resolved = comment.resolved_by_id is not None
    return SeenComment(
        public_id=comment.public_id,
        version=comment.version,
        who=names.get(comment.author_id, "somebody"),
        at=comment.created_at,
        edited_at=comment.edited_at,
        pieces=words_of(comment.text, comment, names),
        resolved_by=names.get(comment.resolved_by_id, "somebody") if is_resolved else "",
        resolved_at=comment.resolved_at,
        is_mine=is_mine,
        may_resolve=is_mine or viewer.role.may_settle,
        undoes=own.get(comment.public_id, ""),
    )
