"""What sources are called in answers, before those who may see these."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.models.base import Base, PrimaryKey, folded_from

LOST = "link_id is null or (typed_link_id is null and source_type <> '')"
"""Rows of which a change took away what they lead to."""


class WrittenName(Base):
    """A name of a source in one person's answers, or in those that everybody may see."""

    __tablename__ = "written_name"
    __table_args__ = (
        UniqueConstraint("source_id", "user_id", "name"),
        Index(
            "uq_written_name_open",
            *("source_id", "name"),
            unique=True,
            sqlite_where=text("user_id is null"),
            postgresql_where=text("user_id is null"),
        ),
        Index(
            "ix_written_name_of_reader",
            *("project_id", "user_id", "is_first", "source_id", "folded_name", "name"),
        ),
        Index(
            "ix_written_name_lost",
            "source_id",
            sqlite_where=text(LOST),
            postgresql_where=text(LOST),
        ),
    )

    id: Mapped[PrimaryKey]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    """That of the source."""
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """In whose answers; none: in those that everybody may see."""
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(default=folded_from("name"))
    """The name for comparing."""
    link_id: Mapped[int | None] = mapped_column(
        ForeignKey("annotation_source.id", ondelete="SET NULL"), index=True
    )
    """Where it is written first; none only until the end of the change that took that away."""
    since: Mapped[datetime]
    """When the answer was begun in which it is written first."""
    is_first: Mapped[bool] = mapped_column(default=False)
    """No other name of the source was written before it, in these answers."""
    source_type: Mapped[str] = mapped_column(default="")
    """Of the first name: the type that was chosen last for the source alone; empty without one."""
    typed_link_id: Mapped[int | None] = mapped_column(
        ForeignKey("annotation_source.id", ondelete="SET NULL"), index=True
    )
    """Where a type was chosen so; answers after it have chosen no other one."""
