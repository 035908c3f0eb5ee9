"""Links that sign in, invite or reset a password, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey
from webapp.models.user import User
from webapp.vocabulary import LinkPurpose


class SingleUseLink(Base):
    """A link handed to one person; only the hash of its token is kept."""

    __tablename__ = "single_use_link"
    __table_args__ = (UniqueConstraint("token_sha256"),)

    id: Mapped[PrimaryKey]
    token_sha256: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[LinkPurpose]
    created_at: Mapped[Created]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
