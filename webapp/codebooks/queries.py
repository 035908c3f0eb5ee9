"""Questions about the versions of a project's codebook."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.models import Codebook, Project


def _codebooks(project: Project) -> Select[Codebook]:
    return (
        select(Codebook)
        .options(selectinload(Codebook.codes))
        .where(Codebook.project_id == project.id)
    )


def newest_codebook(session: Session, project: Project) -> Codebook:
    """The version that forms offer now."""
    newest = _codebooks(project).order_by(Codebook.number.desc()).limit(1)
    return session.scalars(newest).one()


def codebook_or_none(session: Session, project: Project, number: int) -> Codebook | None:
    """The version of this number."""
    return session.scalars(_codebooks(project).where(Codebook.number == number)).one_or_none()


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
