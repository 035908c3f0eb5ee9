"""Questions about the versions of a project's codebook."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.models import Codebook, Project
from webapp.rules.codebooks import codebooks_of


def codebook_or_none(session: Session, project: Project, number: int) -> Codebook | None:
    """The version of this number."""
    return (
        session.scalars(codebooks_of(project).where(Codebook.number == number))
        .unique()
        .one_or_none()
    )


def versions_of(session: Session, project: Project) -> list[Codebook]:
    """Every version without its codes, the newest first."""
    return list(
        session.scalars(
            select(Codebook)
            .options(joinedload(Codebook.created_by))
            .where(Codebook.project_id == project.id)
            .order_by(Codebook.number.desc())
        )
    )
