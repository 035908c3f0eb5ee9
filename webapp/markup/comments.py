"""What pages show of the comments on a claim: who says what to whom, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from webapp.journal.names import name_for
from webapp.markup.words import counted
from webapp.models import Claim, Comment, Event, Membership
from webapp.rules.actions import ObjectKind
from webapp.rules.blindness import comments_seen_by
from webapp.rules.comments import MENTIONED
from webapp.rules.mentions import Piece, pieces_of
from webapp.rules.viewers import AnyReader, read_by

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
    """The claim's comments before a member, by one question."""
    asked = {"claim_id": claim.id, **read_by(viewer)}
    rows = session.execute(_told(sees_all_tags=viewer.sees_all_tags), asked).unique().all()
    return Thread([_seen(comment, viewer, people, undoes) for comment, *people, undoes in rows])


@cache
def _told(*, sees_all_tags: bool) -> Select[Comment, Membership, Membership | None, str | None]:
    """Comments on a claim in the order of writing, each with who wrote and who resolved it.

    And with what the reader did to it last, where nobody has done anything to it since.
    """
    reader, author, resolver = AnyReader(sees_all_tags), aliased(Membership), aliased(Membership)
    later = aliased(Event)
    newest = (
        select(func.max(later.id))
        .where(
            later.project_id == Comment.project_id,
            later.object_kind == ObjectKind.COMMENT,
            later.object_id == Comment.public_id,
        )
        .scalar_subquery()
    )
    own = (
        select(Event.action)
        .join(Event.payload)
        .where(Event.id == newest, Event.user_id == reader.user_id)
        .scalar_subquery()
    )

    def is_member(member: type[Membership], user_id: Any) -> ColumnElement[bool]:
        return and_(member.project_id == Comment.project_id, member.user_id == user_id)

    return (
        select(Comment, author, resolver, own)
        .join(author, is_member(author, Comment.author_id))
        .outerjoin(resolver, is_member(resolver, Comment.resolved_by_id))
        .options(
            MENTIONED.joinedload(Membership.user),
            joinedload(author.user),
            joinedload(resolver.user),
        )
        .where(Comment.claim_id == bindparam("claim_id"), *comments_seen_by(reader))
        .order_by(Comment.created_at, Comment.id)
    )


def people_of(comment: Comment) -> set[int | None]:
    """The keys of the users whom a page about the comment names."""
    called = (one.membership.user_id for one in comment.mentions)
    return {comment.author_id, comment.resolved_by_id, *called}


def words_of(text: str, comment: Comment, names: Names) -> list[Piece]:
    """Words of the comment, where the reader finds the members by the names that they know."""
    members = (one.membership for one in comment.mentions)
    return pieces_of(text, {one.pseudonym: names[one.user_id] for one in members})


def _seen(
    comment: Comment,
    viewer: Membership,
    people: Iterable[Membership | None],
    undoes: str | None,
) -> SeenComment:
    called = (one.membership for one in comment.mentions)
    members = (one for one in (*people, *called) if one is not None)
    names: Names = {one.user_id: name_for(viewer, one) for one in members}
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
        undoes=undoes or "",
    )
