"""Comments on claims: which a member may know of, and which claims have any."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Integer, ScalarSelect, bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from webapp.models.claim import Claim
from webapp.models.comment import Comment, CommentMention
from webapp.models.membership import Membership
from webapp.rules.blindness import comments_seen_by
from webapp.rules.viewers import AnyReader, read_by

MENTIONED = joinedload(Comment.mentions).joinedload(CommentMention.membership)
"""Loads with comments the members whom they call."""


def comment_count_on(session: Session, viewer: Membership, claim: Claim) -> int:
    """How many comments on the claim the member may know of."""
    asked = {"claim_id": claim.id, **read_by(viewer)}
    query = select(comment_count(sees_all_tags=viewer.sees_all_tags))
    return session.scalars(query, asked).one()


def comment_count(*, sees_all_tags: bool) -> ScalarSelect[int]:
    """How many comments on the claim `claim_id` a member who sees as much may know of."""
    is_seen = comments_seen_by(AnyReader(sees_all_tags))
    of_claim = Comment.claim_id == bindparam("claim_id", type_=Integer)
    return select(func.count(Comment.id)).where(of_claim, *is_seen).scalar_subquery()


def comment_or_none(
    session: Session, viewer: Membership, claim: Claim, public_id: str
) -> Comment | None:
    """The claim's comment of this id, if the member may know of it."""
    return session.scalars(
        select(Comment).where(
            Comment.claim_id == claim.id, Comment.public_id == public_id, *comments_seen_by(viewer)
        )
    ).one_or_none()


def commented_claims(session: Session, claims: Iterable[Claim]) -> set[int]:
    """The keys of those of the claims that somebody has commented on, whoever may know of it."""
    keys = [claim.id for claim in claims]
    return set(session.scalars(select(Comment.claim_id).where(Comment.claim_id.in_(keys))))
