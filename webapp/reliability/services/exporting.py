"""Figures that leave the project."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.models import Project, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.tables.agreement import AGREEMENT
from webapp.tables.writers import Flavour


def note_export(session: Session, by: User | None, *, project: Project, flavour: Flavour) -> None:
    """Say in the history that the figures leave, as of every table that does."""
    told = Change(
        action=Action.TABLE_EXPORTED,
        object_kind=ObjectKind.EXPORT,
        object_id=AGREEMENT.name,
        after={"table": AGREEMENT.name, "made_for": flavour.value, "people": "none"},
    )
    record(session, by, project, told)
