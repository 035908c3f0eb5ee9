"""Where someone is signed in: a row per browser, revoked by deleting it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey, PublicId
from webapp.models.user import User


class LoginSession(Base):
    """One signed-in browser; only the hash of its token is kept."""

    __tablename__ = "login_session"
    __table_args__ = (UniqueConstraint("token_sha256"), UniqueConstraint("public_id"))

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    token_sha256: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    browser: Mapped[str] = mapped_column(default="")
    """What the browser calls itself, shortened, so that a person can tell their sessions apart."""
    created_at: Mapped[Created]
    last_seen_at: Mapped[datetime]
    reauthenticated_at: Mapped[datetime | None]
    """When the password was last typed in it; none after signing in by a link."""

    user: Mapped[User] = relationship()
