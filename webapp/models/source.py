"""The source register: who says things, once each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates
from sqlalchemy.orm.attributes import flag_modified

from webapp.folding import folded
from webapp.models.base import Base, Created, PrimaryKey, PublicId, folded_from
from webapp.models.project import Project
from webapp.models.user import User


class Source(Base):
    """A person, body or document that claims are attributed to."""

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("project_id", "public_id"),
        UniqueConstraint("project_id", "name"),
        CheckConstraint("merged_into_id <> id", name="merged_into"),
        Index("ix_source_project_id_folded_name", "project_id", "folded_name"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    name: Mapped[str]
    folded_name: Mapped[str] = mapped_column(default=folded_from("name"))
    """The name for comparing; several sources may have it."""
    source_type: Mapped[str] = mapped_column(default="")
    """Its usual type: a code of the project's codebook, or empty."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    """The source that took its names and claims; the row stays, so that a merge can be undone."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]
    shared_at: Mapped[datetime | None]
    """When others may see it: at once, or with its maker's first submission."""
    version: Mapped[int] = mapped_column(default=1)

    project: Mapped[Project] = relationship()
    created_by: Mapped[User | None] = relationship()
    merged_into: Mapped[Source | None] = relationship(remote_side="Source.id")
    aliases: Mapped[list[SourceAlias]] = relationship(
        back_populates="source", order_by="SourceAlias.name"
    )

    __mapper_args__ = {"version_id_col": version}

    @validates("name")
    def _fold_name(self, _: str, name: str) -> str:
        self.folded_name = folded(name)
        return name

    def touch(self) -> None:
        """Note a change, so that the version counts it even where only aliases differ."""
        flag_modified(self, "name")


class SourceAlias(Base):
    """Another name of a source."""

    __tablename__ = "source_alias"
    __table_args__ = (
        UniqueConstraint("source_id", "name"),
        Index("ix_source_alias_name", "name"),
        Index("ix_source_alias_folded_name", "folded_name"),
    )

    id: Mapped[PrimaryKey]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    name: Mapped[str]
    """It never changes: another name is another row."""
    folded_name: Mapped[str] = mapped_column(default=folded_from("name"))

    source: Mapped[Source] = relationship(back_populates="aliases")
