"""What becomes of exported tables that wait for their confirmation."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.exports.pages import WaitingTables
from webapp.models import Project, StagedTable, User
from webapp.tables.bundles import TableBundle
from webapp.tables.filling import NotEmpty, is_empty, read_tables


class TablesChanged(Refusal):
    """What waits is no longer what the person saw."""

    status = 409


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
