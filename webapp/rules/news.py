"""What is new for a member since they last said that they had read it, kind by kind.

A kind of news is one function, which selects a kind, the key of a row, and since when the reader
may know of it. `NEWS` lists them; `webapp.markup.news` says what each shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    desc,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from webapp.models.annotation import Annotation, AnnotationSource, Answer
from webapp.models.assignment import Assignment
from webapp.models.base import UTCDateTime
from webapp.models.claim import Claim
from webapp.models.codebook import Codebook
from webapp.models.comment import Comment, CommentMention
from webapp.models.membership import Membership
from webapp.rules.blindness import comments_seen_by
from webapp.rules.viewers import AnyReader, read_by
from webapp.vocabulary import SUBMITTED_STATES, AnnotationState, CodeField, Role

MOST_NEWS = 50
"""Of each kind, the newest ones: the page costs no more, however long somebody was away."""
MOST_READ = 500
"""Comments, and claims settled, of a project among which they are looked for: the newest ones."""


class NewsKind(StrEnum):
    """What a piece of news is about."""

    CALLED = "called"
    """A comment that mentions the member."""
    ANSWERED = "answered"
    """Another one on a claim that the member has tagged or commented on."""
    REOPENED = "reopened"
    SETTLED = "settled"
    """A claim became final otherwise than the member answered."""
    GIVEN = "given"
    """Claims that a manager gave the member to tag, all as one piece."""
    CODEBOOK = "codebook"


@dataclass(frozen=True)
class NewsReader(AnyReader):
    """Whoever sees as much, in the one statement that is made for all of them."""

    tags: bool = True
    """The member tags claims, and does not only read."""
    merged: tuple[tuple[str, str, str], ...] = ()
    """`Project.merged_codes`: the statement has the map in it."""
    id = bindparam("reader_id", type_=Integer)
    since = bindparam("since", type_=UTCDateTime)


NAMES = ("kind", "key", "at")
"""What is said of each piece: the kind, the key of a row, and the moment."""
NewsQuery = Select[Any, Any, Any]
Rows = Sequence[tuple[NewsKind, int, datetime]]


def comments_for(reader: NewsReader) -> NewsQuery:
    """Comments that call the member, or stand on a claim that the member has spoken to."""
    mention = aliased(CommentMention)
    is_called = and_(mention.comment_id == Comment.id, mention.membership_id == reader.id)
    at: Any = Comment.created_at
    if not reader.sees_all_tags:  # hidden until then
        at = _later(at, Claim.settled_at)
    at = _later(at, mention.created_at)
    kind = case((mention.id.is_not(None), NewsKind.CALLED.value), else_=NewsKind.ANSWERED.value)
    return (
        select(kind, Comment.id, at.label("at"))
        .join(Claim, Claim.id == Comment.claim_id)
        .outerjoin(mention, is_called)
        .where(
            Comment.id.in_(_fresh_comments(reader)),
            Comment.author_id != reader.user_id,
            or_(mention.id.is_not(None), _has_spoken(reader)),
            *comments_seen_by(reader),
            at > reader.since,
        )
    )


def _fresh_comments(reader: NewsReader) -> CompoundSelect[int]:
    """Comments that may be news: written since, calling the member since, or shown since."""
    of_project = Comment.project_id == reader.project_id
    is_seen = and_(of_project, *comments_seen_by(reader))
    of_member = CommentMention.membership_id == reader.id
    fresh = [
        _newest_since(reader, Comment.id, Comment.created_at, is_seen),
        _newest_since(reader, CommentMention.comment_id, CommentMention.created_at, of_member),
    ]
    if not reader.sees_all_tags:
        fresh.append(select(Comment.id).where(Comment.claim_id.in_(_lately_settled(reader))))
    return union_all(*fresh)


def _lately_settled(reader: NewsReader) -> Select[int]:
    of_project = Claim.project_id == reader.project_id
    return _newest_since(reader, Claim.id, Claim.settled_at, of_project)


def _newest_since(
    reader: NewsReader, key: Any, at: Any, is_wanted: ColumnElement[bool]
) -> Select[int]:
    newest = select(key.label("key")).where(is_wanted, at > reader.since)
    return select(newest.order_by(at.desc()).limit(MOST_READ).subquery().c.key)


def _has_spoken(reader: NewsReader) -> ColumnElement[bool]:
    """The member has tagged the claim of a comment, or commented on it before."""
    earlier = aliased(Comment)
    tagged = select(Annotation.id).where(
        Annotation.claim_id == Comment.claim_id,
        Annotation.user_id == reader.user_id,
        Annotation.state != AnnotationState.PENDING,
    )
    commented = select(earlier.id).where(
        earlier.claim_id == Comment.claim_id,
        earlier.author_id == reader.user_id,
        earlier.id < Comment.id,
    )
    return or_(tagged.exists(), commented.exists())


def reopened_for(reader: NewsReader) -> NewsQuery:
    """The member's answers that an adjudicator gave back, until they are submitted again."""
    return select(
        literal(NewsKind.REOPENED.value, String), Annotation.id, Annotation.reopened_at
    ).where(
        Annotation.project_id == reader.project_id,
        Annotation.user_id == reader.user_id,
        Annotation.state == AnnotationState.DRAFT,
        Annotation.reopened_because != "",
        Annotation.reopened_at > reader.since,
    )


def settled_for(reader: NewsReader) -> NewsQuery:
    """The member's answers to claims that were settled otherwise."""
    final = aliased(Answer)
    codes = (_counted(reader, Annotation, one) != _counted(reader, final, one) for one in CodeField)
    differing = select(Annotation.id).where(
        Annotation.claim_id == Claim.id,
        Annotation.user_id == reader.user_id,
        Annotation.state.in_(SUBMITTED_STATES),
        final.id == Claim.final_answer_id,
        or_(
            *codes,
            _names_another_source(Annotation.id, final.id),
            _names_another_source(final.id, Annotation.id),
        ),
    )
    own = differing.correlate(Claim).scalar_subquery().label("key")
    rows = select(own, Claim.settled_at).where(Claim.id.in_(_lately_settled(reader))).subquery().c
    kind = literal(NewsKind.SETTLED.value, String)
    return select(kind, rows.key, rows.settled_at).where(rows.key.is_not(None))


def _counted(reader: NewsReader, answer: type[Answer], field: CodeField) -> Any:
    """The code as which the chosen one counts, where codes were merged since."""
    given = getattr(answer, field.value)
    merged = {one: into for of, one, into in reader.merged if of == field}
    return case(merged, value=given, else_=given) if merged else given


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


def given_for(reader: NewsReader) -> NewsQuery:
    """The claims that a manager gave the member, while they stand open: their number is the key."""
    count = func.count(Assignment.id)
    return (
        select(literal(NewsKind.GIVEN.value, String), count, func.max(Assignment.created_at))
        .where(
            Assignment.project_id == reader.project_id,
            Assignment.user_id == reader.user_id,
            Assignment.given_by_id != reader.user_id,
            Assignment.ended_at.is_(None),
            Assignment.created_at > reader.since,
        )
        .having(count > 0)
    )


def codebooks_for(reader: NewsReader) -> NewsQuery:
    """Versions of the codebook and its guideline that others made, for those who tag by it."""
    is_others = or_(Codebook.created_by_id.is_(None), Codebook.created_by_id != reader.user_id)
    tags = true() if reader.tags else false()
    return select(
        literal(NewsKind.CODEBOOK.value, String), Codebook.number, Codebook.created_at
    ).where(
        Codebook.project_id == reader.project_id,
        Codebook.number > 1,
        Codebook.created_at > reader.since,
        is_others,
        tags,
    )


NEWS: tuple[Callable[[NewsReader], NewsQuery], ...] = (
    comments_for,
    reopened_for,
    settled_for,
    given_for,
    codebooks_for,
)
"""Every kind of news; one more is one more function."""


def news_for(session: Session, member: Membership) -> Rows:
    """All that is new for the member, newest first."""
    merged = tuple((of, given, into) for of, given, into in member.project.merged_codes)
    reader = NewsReader(member.sees_all_tags, tags=member.role != Role.VIEWER, merged=merged)
    asked = {**read_by(member), "reader_id": member.id, "since": member.knows_news_until}
    rows = session.execute(_news(reader), asked)
    return [(NewsKind(kind), key, at) for kind, key, at in rows]


@lru_cache(maxsize=32)
def _news(reader: NewsReader) -> CompoundSelect[Any]:
    parts = (_newest(news(reader)) for news in NEWS)
    return union_all(*parts).order_by(desc("at"), "kind", "key")


def _newest(query: NewsQuery) -> Select[Any]:
    rows = query.subquery().columns
    kind, key, at = (column.label(name) for column, name in zip(rows, NAMES, strict=True))
    newest = select(kind, key, at).order_by(desc("at"), "key").limit(MOST_NEWS).subquery()
    return select(newest.c.kind, newest.c.key, newest.c.at)


def _later(one: Any, other: Any) -> Any:
    """The later moment of two, of which the other may be none."""
    return case((other > one, other), else_=one)
