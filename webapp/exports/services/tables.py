"""Taking a table out of a project, and all of them back in: noted in the history, too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.exports.pages import Export
from webapp.models import Project, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.locking import lock_complete_claims
from webapp.tables.bundles import TableBundle
from webapp.tables.exporting import Open, pages_of
from webapp.tables.filling import fill_project
from webapp.tables.order import EXPORTS
from webapp.tables.writers import csv_chunks


def note_export(session: Session, by: User | None, *, project: Project, export: Export) -> None:
    """Say in the history that a table leaves, before its first byte does."""
    record(
        session,
        by,
        project,
        Change(
            action=Action.TABLE_EXPORTED,
            object_kind=ObjectKind.EXPORT,
            object_id=export.table.name,
            after={
                "table": export.table.name,
                "made_for": export.flavour.value,
                "people": "names" if export.scope.with_names else "pseudonyms",
            },
        ),
    )


def chunks_of(export: Export, opened: Open) -> Iterator[bytes]:
    """The file piece by piece; `opened` gives a session for as long as a page is read.

    What people save meanwhile is in the pages that are read after it.
    """
    pages = pages_of(EXPORTS[export.table.name], export.scope, opened)
    return csv_chunks(export.table, export.flavour, pages)


def import_project(
    session: Session, by: User | None, *, project: Project, bundle: TableBundle, now: datetime
) -> None:
    """Fill an empty project with the rows of its tables, and say so at every claim."""
    imported = fill_project(session, by, project=project, bundle=bundle, now=now)
    sent = [one for one in bundle.sheets.values() if one.sha256]
    change = Change(
        action=Action.TABLES_IMPORTED,
        object_kind=ObjectKind.PROJECT,
        object_id=project.public_id,
        after={"files": [f"{one.name} {one.sha256}" for one in sent]},
        claim_ids=tuple(imported.keys["claims"]),
    )
    record(session, by, project, change)
    if project.is_blind:
        lock_complete_claims(session, project)
