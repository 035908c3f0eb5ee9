"""Changes to projects themselves: new ones, names, and how many people tag each claim."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from webapp.errors import Refusal, Stale
from webapp.folding import has_something_to_see
from webapp.models import Project, User
from webapp.models.codebook import first_codebook
from webapp.projects.pages.settings import ProjectSettings, settings_of
from webapp.projects.queries.projects import (
    projects_that_look_like,
)
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.held_out import draw_anew
from webapp.rules.locking import lock_complete_claims
from webapp.rules.rounds import has_open_round

LONGEST_NAME = 120
JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
"""What Persian words, Indian letters and families of faces are spelt with, and nobody sees."""


def add_project(session: Session, by: User | None, *, name: str, guideline: str = "") -> Project:
    """A project with version 1 of the default codebook."""
    project = Project(name=_checked_name(session, name))
    session.add(first_codebook(project, by, guideline=guideline))
    session.flush()
    record(
        session, by, project, _project_change(Action.PROJECT_ADDED, project, after={"name": name})
    )
    return project


def _checked_name(session: Session, name: str, *, but: Project | None = None) -> str:
    """The name without spaces around it; refuses one that is taken or cannot be shown."""
    name = name.strip()
    is_plain = name.translate(JOINERS).isprintable() and has_something_to_see(name)
    if len(name) > LONGEST_NAME or not is_plain:
        raise Refusal(
            f"A project's name is one line of 1 to {LONGEST_NAME} characters.", field="name"
        )
    known = [other for other in projects_that_look_like(session, name) if other is not but]
    if any(other.name == name for other in known):
        raise Refusal(f"There is a project “{name}” already.", field="name")
    if known:
        raise Refusal(f"There is a project already that looks like “{name}”.", field="name")
    return name


def change_settings(
    session: Session, by: User, *, project: Project, version: int, settings: ProjectSettings
) -> None:
    """What holds for the whole project; what follows from it for its claims is stored with it."""
    before = settings_of(project)
    if project.version != version:
        message = "Somebody changed these settings while you had them open."
        raise Stale(message, version=project.version, saved=before.in_words)
    if settings.name.strip() != project.name:
        project.name = _checked_name(session, settings.name, but=project)
    if settings.annotators_per_claim == 1 and has_open_round(session, project):
        raise Refusal(
            "A round is open, and its people answer blind: that takes two annotators per claim. "
            "Close the round first.",
            field="annotators_per_claim",
        )
    project.annotators_per_claim = settings.annotators_per_claim
    project.settled_by = settings.settled_by
    project.shows_names = settings.shows_names
    project.held_out_percent = settings.held_out_percent
    session.flush()
    after = settings_of(project)
    if after.deciding != before.deciding:
        lock_complete_claims(session, project)
    if after.held_out_percent != before.held_out_percent:
        draw_anew(session, project)
    if after != before:
        told = {"before": asdict(before), "after": asdict(after)}
        record(
            session, by, project, _project_change(Action.PROJECT_SETTINGS_CHANGED, project, **told)
        )


def _project_change(action: Action, project: Project, **payload: dict[str, Any]) -> Change:
    return Change(
        action=action,
        object_kind=ObjectKind.PROJECT,
        object_id=project.public_id,
        before=payload.get("before", {}),
        after=payload.get("after", {}),
    )
