"""Failed sign-ins, counted across processes and restarts."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from webapp.models.base import Base, Created, PrimaryKey


class SignInAttempt(Base):
    """One failure, under the name that was typed and where it came from."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_username_sha256", "username_sha256", "created_at"),
        Index("ix_sign_in_attempt_address", "address", "created_at"),
    )

    id: Mapped[PrimaryKey]
    username_sha256: Mapped[str]
    address: Mapped[str]
    """Or a mark of the browser, where somebody had signed in by this name before."""
    created_at: Mapped[Created]
