"""Forms that were saved lately, so that one that comes twice is saved once."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import Base, Created, PrimaryKey


class SentForm(Base):
    """One form that somebody sent, and where it led; written in the change's own transaction."""

    __tablename__ = "sent_form"
    __table_args__ = (UniqueConstraint("user_id", "form_sha256"),)

    id: Mapped[PrimaryKey]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    form_sha256: Mapped[str]
    """Over its address, its random token and all that was typed; none of these is kept."""
    location: Mapped[str]
    created_at: Mapped[Created] = mapped_column(index=True)
