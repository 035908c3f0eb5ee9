"""Which codes a project offers now, and what they are called."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload

from webapp.models.codebook import Code, Codebook
from webapp.models.project import Project
from webapp.vocabulary import UNLINKED, CodeField


def codebooks_of(project: Project) -> Select[Codebook]:
    """The versions of the project's codebook, with their codes and the fields they ask for."""
    return (
        select(Codebook)
        .options(joinedload(Codebook.codes), joinedload(Codebook.required))
        .where(Codebook.project_id == project.id)
    )


def newest_codebook(session: Session, project: Project) -> Codebook:
    """The version that forms offer now."""
    return session.scalars(_newest(), {"project_id": project.id}).unique().one()


@cache
def _newest() -> Select[Codebook]:
    is_of_project = Codebook.project_id == bindparam("project_id")
    loading = joinedload(Codebook.codes), joinedload(Codebook.required)
    query = select(Codebook).options(*loading).where(is_of_project)
    return query.order_by(Codebook.number.desc()).limit(1)


def labels_of(codebook: Codebook) -> dict[tuple[CodeField, str], str]:
    """What the codes are called, retired ones included, in order."""
    return {(code.field, code.value): code.label for code in codebook.codes}


def labels_of_field(codebook: Codebook, field: CodeField) -> dict[str, str]:
    """What the codes of one field are called, retired ones included, in order."""
    return {code.value: code.label for code in codebook.codes if code.field == field}


def stances_to_place(codebook: Codebook) -> list[Code]:
    """The stances with which a claim can be placed: all but the one that unlinks."""
    return [code for code in codebook.codes_of(CodeField.STANCE) if code.value != UNLINKED]
