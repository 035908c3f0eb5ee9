"""Questions about one source: which it is, and what its types are called."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.models import Membership, Project, Source
from webapp.rules.codebooks import labels_of_field, newest_codebook
from webapp.rules.source_names import canonical, is_offered_to
from webapp.vocabulary import CodeField


def source_or_none(session: Session, viewer: Membership, public_id: str) -> Source | None:
    """The source of this id, or the one that stands for it, where the member may know of it."""
    named = session.scalars(
        select(Source).where(Source.project_id == viewer.project_id, Source.public_id == public_id)
    ).one_or_none()
    if named is None:
        return None
    return session.scalars(
        select(Source)
        .options(selectinload(Source.aliases), joinedload(Source.project))
        .where(Source.id == canonical(session, named).id, *is_offered_to(viewer))
    ).one_or_none()


def type_labels(session: Session, project: Project) -> dict[str, str]:
    """What the project's source types are called, retired ones included, in order."""
    return labels_of_field(newest_codebook(session, project), CodeField.SOURCE_TYPE)
