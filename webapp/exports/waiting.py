"""Exported tables that wait for their confirmation: which, and what they would bring."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import Project, StagedTable, User
from webapp.models.staged_article import STAGED_FOR
from webapp.tables.bundles import TableBundle
from webapp.tables.filling import NotEmpty, is_empty, read_tables


class TablesChanged(Refusal):
    """What waits is no longer what the person saw."""

    status = 409


@dataclass(frozen=True)
class WaitingTables:
    """The files of one person that wait in one project, as they came."""

    files: tuple[tuple[str, bytes], ...]

    @property
    def seen(self) -> str:
        """What a confirmation repeats, to show that it means these files and no others."""
        digests = (hashlib.sha256(content).hexdigest() for _, content in self.files)
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()


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


def checked_bundle(session: Session, project: Project, waiting: WaitingTables) -> TableBundle:
    """The tables, read; refuses where they cannot come into this project."""
    if not is_empty(session, project):
        raise NotEmpty
    return read_tables(waiting.files)


def refuse_other(waiting: WaitingTables, seen: str) -> None:
    """Refuse to import what the person has not seen."""
    if waiting.seen != seen:
        raise TablesChanged(
            "Something changed since this page was opened. See below what is waiting now."
        )


def discard_tables(session: Session, project: Project, user: User) -> None:
    """Throw away what the user has waiting in the project."""
    session.execute(
        delete(StagedTable).where(
            StagedTable.project_id == project.id, StagedTable.user_id == user.id
        )
    )
