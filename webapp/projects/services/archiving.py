"""Putting a project away, with a reason, and bringing it back; nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.errors import Stale
from webapp.journal.refusals import Unchanged
from webapp.models import Project, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record


def archive(
    session: Session, by: User, *, project: Project, version: int, because: str, now: datetime
) -> None:
    """From now on the project can be read and exported, and nothing in it changes."""
    _hold(session, project, version)
    if project.is_archived:
        raise Unchanged("This project is archived already.")
    _record(session, by, project, Action.PROJECT_ARCHIVED, None, because)
    project.archived_at, project.archived_because = now, because
    session.flush()


def bring_back(session: Session, by: User, *, project: Project, version: int) -> None:
    """People work in the project again, as they did."""
    _hold(session, project, version)
    if not project.is_archived:
        raise Unchanged("This project is not archived.")
    _record(session, by, project, Action.PROJECT_BROUGHT_BACK, project.archived_because, None)
    project.archived_at, project.archived_because = None, ""
    session.flush()


def _hold(session: Session, project: Project, version: int) -> None:
    """Read the project as it stands; nobody changes its settings until this transaction ends."""
    held = select(Project).where(Project.id == project.id).with_for_update(key_share=True)
    session.scalars(held.execution_options(populate_existing=True)).one()
    if project.version != version:
        raise Stale(
            "Somebody changed this project while you had it open.",
            version=project.version,
            saved={"name": project.name},
        )


def _record(
    session: Session,
    by: User,
    project: Project,
    action: Action,
    before: str | None,
    after: str | None,
) -> None:
    change = Change(
        action=action,
        object_kind=ObjectKind.PROJECT,
        object_id=project.public_id,
        before={"archived_because": before},
        after={"archived_because": after},
    )
    record(session, by, project, change)
