"""The next version of a project's codebook, while its managers are writing it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey
from webapp.models.project import Project
from webapp.models.user import User


class CodebookDraft(Base):
    """All that the next version is to say; it goes once that is made, or thrown away."""

    __tablename__ = "codebook_draft"
    __table_args__ = (UniqueConstraint("project_id"),)

    id: Mapped[PrimaryKey]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    guideline: Mapped[str]
    required_fields: Mapped[list[Any]]
    """Fields without which nothing is to be submitted, beside those that always are."""
    codes: Mapped[list[Any]]
    """Field, value, label, definition, key and whether it is retired, of each code in order."""
    updated_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    updated_at: Mapped[datetime]

    project: Mapped[Project] = relationship()
    updated_by: Mapped[User] = relationship()
