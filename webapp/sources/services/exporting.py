"""Figures that leave the project."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.models import Membership
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.tables.outlets import OUTLETS
from webapp.tables.writers import Flavour


def note_export(session: Session, by: Membership, *, flavour: Flavour) -> None:
    """Say in the history that the figures leave, as of every table that does."""
    told = Change(
        action=Action.TABLE_EXPORTED,
        object_kind=ObjectKind.EXPORT,
        object_id=OUTLETS.name,
        after={"table": OUTLETS.name, "made_for": flavour.value, "people": "none"},
    )
    record(session, by.user, by.project, told)
