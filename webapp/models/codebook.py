"""The numbered sets of codes that forms offer."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.models.base import Base, Created, PrimaryKey
from webapp.models.project import Project
from webapp.models.user import User
from webapp.vocabulary import ALWAYS_REQUIRED, CodeField, default_codes


class Codebook(Base):
    """One version of a project's codes; a change makes the next version."""

    __tablename__ = "codebook"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[PrimaryKey]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    number: Mapped[int]
    guideline: Mapped[str] = mapped_column(default="")
    """The project's own rules for coders, in Markdown."""
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Created]

    project: Mapped[Project] = relationship()
    created_by: Mapped[User | None] = relationship()
    codes: Mapped[list[Code]] = relationship(back_populates="codebook", order_by="Code.position")
    required: Mapped[list[RequiredField]] = relationship(
        back_populates="codebook", order_by="RequiredField.id"
    )

    def requires(self, field: CodeField) -> bool:
        """Nobody submits tags without an answer in the field."""
        return field in ALWAYS_REQUIRED or any(one.field == field for one in self.required)

    def codes_of(self, field: CodeField) -> list[Code]:
        """The field's codes that are still offered, in order."""
        return [code for code in self.codes if code.field == field and not code.is_retired]

    def label_of(self, field: CodeField, value: str) -> str:
        """What people call a value of the field, also once it is retired."""
        labels = {code.value: code.label for code in self.codes if code.field == field}
        return labels.get(value, value.replace("_", " "))

    def code_or_none(self, field: CodeField, value: str) -> Code | None:
        """What it says of a value, also once it is retired."""
        return next((one for one in self.codes if (one.field, one.value) == (field, value)), None)


class Code(Base):
    """One value of one field, with the words that explain it."""

    __tablename__ = "code"
    __table_args__ = (
        UniqueConstraint("codebook_id", "field", "value"),
        CheckConstraint(
            "merged_into is null or (is_retired and merged_into <> value)", name="merged_into"
        ),
    )

    id: Mapped[PrimaryKey]
    codebook_id: Mapped[int] = mapped_column(ForeignKey("codebook.id"), index=True)
    field: Mapped[CodeField]
    value: Mapped[str]
    label: Mapped[str]
    definition: Mapped[str]
    key: Mapped[str] = mapped_column(default="")
    """The single key that chooses it, or nothing."""
    position: Mapped[int]
    is_retired: Mapped[bool] = mapped_column(default=False)
    merged_into: Mapped[str | None]
    """The value of its field as which answers that chose it count."""
    since_number: Mapped[int] = mapped_column(default=1)
    """The first codebook version that had this value."""

    codebook: Mapped[Codebook] = relationship(back_populates="codes")


class RequiredField(Base):
    """A field that a version asks of every submission, beside those that are always asked."""

    __tablename__ = "required_field"
    __table_args__ = (UniqueConstraint("codebook_id", "field"),)

    id: Mapped[PrimaryKey]
    codebook_id: Mapped[int] = mapped_column(ForeignKey("codebook.id"))
    field: Mapped[CodeField]

    codebook: Mapped[Codebook] = relationship(back_populates="required")


def first_codebook(project: Project, created_by: User | None, *, guideline: str = "") -> Codebook:
    """Version 1 of a project's codebook, with the default codes; not yet added to a session."""
    return Codebook(
        project=project,
        number=1,
        guideline=guideline,
        created_by=created_by,
        codes=[
            Code(
                field=code.field,
                value=code.value,
                label=code.label,
                definition=code.definition,
                key=code.key,
                position=position,
            )
            for position, code in enumerate(default_codes())
        ],
    )
