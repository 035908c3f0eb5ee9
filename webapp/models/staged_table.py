"""Exported tables that wait, for a day, for the person who sent them to confirm."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey
from webapp.models.project import Project
from webapp.models.user import User


class StagedTable(Base):
    """A file that holds an exported table, as it came; nothing exists before the confirmation."""

    __tablename__ = "staged_table"
    __table_args__ = (Index("ix_staged_table_project_id_user_id", "project_id", "user_id"),)

    id: Mapped[PrimaryKey]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    file_name: Mapped[str]
    """As the browser named it, for display only."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[Created]

    project: Mapped[Project] = relationship()
    user: Mapped[User] = relationship()
