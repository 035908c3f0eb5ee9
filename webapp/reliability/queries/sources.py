"""Which sources of the register stand for those that answers and proposals name."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.models import Source


def canonical_ids(session: Session, project_id: int) -> dict[int, str]:
    """By the key of each source, the public id of the one that stands for it: mostly itself."""
    register = session.execute(
        select(Source.id, Source.public_id, Source.merged_into_id).where(
            Source.project_id == project_id
        )
    ).all()
    ids = {key: public_id for key, public_id, _ in register}
    merged = {key: into for key, _, into in register if into is not None}

    def end_of(key: int) -> int:
        while key in merged:
            key = merged[key]
        return key

    return {key: ids[end_of(key)] for key in ids}
