"""Questions about exported tables that wait for their confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.exports.pages import WaitingTables
from webapp.models import Project, StagedTable, User
from webapp.models.staged_article import STAGED_FOR


def waiting_tables(session: Session, project: Project, user: User, now: datetime) -> WaitingTables:
    """What the user has waiting in the project."""
    rows: Sequence[StagedTable] = session.scalars(
        select(StagedTable)
        .where(
            StagedTable.project_id == project.id,
            StagedTable.user_id == user.id,
            StagedTable.created_at > now - STAGED_FOR,
        )
        .order_by(StagedTable.file_name, StagedTable.id)
    ).all()
    return WaitingTables(tuple((row.file_name, row.content) for row in rows))
