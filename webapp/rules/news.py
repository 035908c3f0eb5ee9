"""What is new for a member since they last said that they had read it, kind by kind.

A kind of news is one function, which selects a kind, the key of a row, and since when the member
may know of it. `NEWS` lists them; `webapp.markup.news` says what each shows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    case,
    desc,
    false,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from webapp.models.annotation import Annotation, AnnotationSource, Answer
from webapp.models.claim import Claim
from webapp.models.codebook import Codebook
from webapp.models.comment import Comment, CommentMention
from webapp.models.membership import Membership
from webapp.rules.blindness import comments_seen_by
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, CodeField, Role

MOST_NEWS = 50
"""Of each kind, the newest ones: the page costs no more, however long somebody was away."""


class NewsKind(StrEnum):
    """What a piece of news is about."""

    CALLED = "called"
    """A comment that mentions the member."""
    ANSWERED = "answered"
    """Another one on a claim that the member has tagged or commented on."""
    REOPENED = "reopened"
    SETTLED = "settled"
    """A claim became final otherwise than the member answered."""
    CODEBOOK = "codebook"


NewsQuery = Select[Any, Any, Any]
"""The kind, the key and the moment of each piece."""


def comments_for(viewer: Membership, since: datetime) -> NewsQuery:
    """Comments that call the member, or stand on a claim that the member has spoken to."""
    mention = aliased(CommentMention)
    is_called = and_(mention.comment_id == Comment.id, mention.membership_id == viewer.id)
    at: Any = Comment.created_at
    if not viewer.sees_all_tags:  # hidden until then
        at = _later(at, Claim.settled_at)
    at = _later(at, mention.created_at)
    kind = case((mention.id.is_not(None), NewsKind.CALLED.value), else_=NewsKind.ANSWERED.value)
    return (
        select(kind, Comment.id, at.label("at"))
        .join(Claim, Claim.id == Comment.claim_id)
        .outerjoin(mention, is_called)
        .where(
            Comment.project_id == viewer.project_id,
            Comment.id.in_(_fresh_comments(viewer, since)),
            Comment.author_id != viewer.user_id,
            or_(mention.id.is_not(None), _has_spoken(viewer)),
            *comments_seen_by(viewer),
            at > since,
        )
    )


def _fresh_comments(viewer: Membership, since: datetime) -> CompoundSelect[int]:
    """Comments that may be news: written since, calling the member since, or shown since."""
    written = select(Comment.id).where(
        Comment.project_id == viewer.project_id, Comment.created_at > since
    )
    calling = select(CommentMention.comment_id).where(
        CommentMention.membership_id == viewer.id, CommentMention.created_at > since
    )
    shown = (
        select(Comment.id)
        .join(Claim, Claim.id == Comment.claim_id)
        .where(Claim.project_id == viewer.project_id, Claim.settled_at > since)
    )
    return union_all(written, calling, shown)


def _has_spoken(viewer: Membership) -> ColumnElement[bool]:
    """The member has tagged the claim of a comment, or commented on it before."""
    earlier = aliased(Comment)
    tagged = select(Annotation.id).where(
        Annotation.claim_id == Comment.claim_id,
        Annotation.user_id == viewer.user_id,
        Annotation.state != AnnotationState.PENDING,
    )
    commented = select(earlier.id).where(
        earlier.claim_id == Comment.claim_id,
        earlier.author_id == viewer.user_id,
        earlier.id < Comment.id,
    )
    return or_(tagged.exists(), commented.exists())


def reopened_for(viewer: Membership, since: datetime) -> NewsQuery:
    """The member's answers that an adjudicator gave back, until they are submitted again."""
    return select(
        literal(NewsKind.REOPENED.value, String), Annotation.id, Annotation.reopened_at
    ).where(
        Annotation.project_id == viewer.project_id,
        Annotation.user_id == viewer.user_id,
        Annotation.state == AnnotationState.DRAFT,
        Annotation.reopened_because != "",
        Annotation.reopened_at > since,
    )


def settled_for(viewer: Membership, since: datetime) -> NewsQuery:
    """The member's answers to claims that were settled otherwise."""
    final = aliased(Answer)
    codes = (getattr(Annotation, one.value) != getattr(final, one.value) for one in CodeField)
    return (
        select(literal(NewsKind.SETTLED.value, String), Annotation.id, Claim.settled_at)
        .join(Claim, Claim.id == Annotation.claim_id)
        .join(final, final.id == Claim.final_answer_id)
        .where(
            Claim.project_id == viewer.project_id,
            Claim.is_settled == true(),
            Claim.settled_at > since,
            Annotation.user_id == viewer.user_id,
            Annotation.state.in_(SUBMITTED_STATES),
            or_(
                *codes,
                _names_another_source(Annotation.id, final.id),
                _names_another_source(final.id, Annotation.id),
            ),
        )
    )


def _names_another_source(one_id: Any, other_id: Any) -> ColumnElement[bool]:
    """One answer names a source that the other does not name at the same place."""
    one, other = aliased(AnnotationSource), aliased(AnnotationSource)
    same = select(other.id).where(
        other.annotation_id == other_id,
        other.position == one.position,
        other.source_id == one.source_id,
    )
    is_missing = ~same.correlate_except(other).exists()
    missing = select(one.id).where(one.annotation_id == one_id, is_missing)
    return missing.correlate_except(one).exists()


def codebooks_for(viewer: Membership, since: datetime) -> NewsQuery:
    """Versions of the codebook and its guideline that others made, for those who tag by it."""
    is_others = or_(Codebook.created_by_id.is_(None), Codebook.created_by_id != viewer.user_id)
    tags = true() if viewer.role != Role.VIEWER else false()
    return select(
        literal(NewsKind.CODEBOOK.value, String), Codebook.number, Codebook.created_at
    ).where(
        Codebook.project_id == viewer.project_id,
        Codebook.number > 1,
        Codebook.created_at > since,
        is_others,
        tags,
    )


NEWS: tuple[Callable[[Membership, datetime], NewsQuery], ...] = (
    comments_for,
    reopened_for,
    settled_for,
    codebooks_for,
)
"""Every kind of news; one more is one more function."""


def news_for(viewer: Membership, since: datetime) -> CompoundSelect[Any]:
    """All that is new for the member since then, newest first."""
    parts = (_newest(news(viewer, since)) for news in NEWS)
    return union_all(*parts).order_by(desc("at"), "kind", "key")


def _newest(query: NewsQuery) -> Select[Any]:
    rows = query.subquery().columns
    kind, key, at = (column.label(name) for column, name in zip(rows, NAMES, strict=True))
    newest = select(kind, key, at).order_by(desc("at"), "key").limit(MOST_NEWS).subquery()
    return select(newest.c.kind, newest.c.key, newest.c.at)


NAMES = ("kind", "key", "at")


def _later(one: Any, other: Any) -> Any:
    """The later moment of two, of which the other may be none."""
    return case((other > one, other), else_=one)
