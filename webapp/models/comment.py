"""What members say to one another about a claim, and whom they call by name in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.user import User


class Comment(Base):
    """Words about a claim, open until its author or whoever settles resolves them."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("(resolved_at is null) = (resolved_by_id is null)", name="resolved_by"),
        Index("ix_comment_claim_id_author_id", "claim_id", "author_id"),
        Index("ix_comment_project_id_created_at", "project_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    text: Mapped[str]
    """As typed; a member is called `@` and the pseudonym, which each reader sees as they may."""
    created_at: Mapped[Created]
    edited_at: Mapped[datetime | None]
    """When its author last changed the words; what they were before is in the history."""
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version: Mapped[int] = mapped_column(default=1)

    claim: Mapped[Claim] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    resolved_by: Mapped[User | None] = relationship(foreign_keys=[resolved_by_id])
    mentions: Mapped[list[CommentMention]] = relationship(
        back_populates="comment",
        order_by="CommentMention.id",
        cascade="all, delete-orphan",
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        """Nobody has resolved it."""
        return self.resolved_at is None


class CommentMention(Base):
    """A comment calls a member, who is told of it."""

    __tablename__ = "comment_mention"
    __table_args__ = (
        UniqueConstraint("comment_id", "membership_id"),
        Index("ix_comment_mention_membership_id_created_at", "membership_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    membership_id: Mapped[int] = mapped_column(ForeignKey("membership.id"))
    created_at: Mapped[Created]
    """A comment may come to call somebody when it is edited."""

    comment: Mapped[Comment] = relationship(back_populates="mentions")
    membership: Mapped[Membership] = relationship()
