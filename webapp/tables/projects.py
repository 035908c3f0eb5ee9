"""What programs are told of the project that they read; no file of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from webapp.models import Project
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    id_column,
    number_column,
    text_column,
    time_column,
)
from webapp.tables.exporting import TableExport
from webapp.tables.scope import Scope, Viewer
from webapp.vocabulary import SettledBy

PROJECTS = ExportedTable(
    name="projects",
    holds="One row: the project.",
    key=("project_id",),
    columns=(
        id_column("project_id", "The project.", Project.public_id, is_needed=True),
        text_column("name", "What it is called.", Project.name, is_needed=True),
        number_column(
            "annotators_per_claim",
            "How many people answer each claim. With more than one, annotators and viewers read "
            "nobody’s answers but their own until a claim is settled.",
            Project.annotators_per_claim,
            is_needed=True,
            least=1,
        ),
        code_column(
            "settled_by",
            "By which rule complete claims become final.",
            Project.settled_by,
            values=SettledBy,
            is_needed=True,
        ),
        time_column("created_at", "When it was added.", Project.created_at, is_needed=True),
        time_column(
            "archived_at",
            "Since when it can be read and not changed; empty while people work in it.",
            Project.archived_at,
        ),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return select(Project.id).where(Project.id == scope.project_id)


PROJECTS_EXPORT = TableExport(table=PROJECTS, id=Project.id, key=Project.id, rows=_rows)
