"""Taking a table out of a project: noted in the history first, then streamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.exports.queries import QUERIES, pages_of
from webapp.exports.queries.query import Open
from webapp.exports.scope import Scope
from webapp.models import Project, User
from webapp.rules.events import Change, record
from webapp.tables.columns import ExportedTable
from webapp.tables.writers import Flavour, csv_chunks


@dataclass(frozen=True, kw_only=True)
class Export:
    """One table, for somebody, as they may see it."""

    table: ExportedTable
    flavour: Flavour
    scope: Scope


def note_export(session: Session, by: User | None, *, project: Project, export: Export) -> None:
    """Say in the history that a table leaves, before its first byte does."""
    record(
        session,
        by,
        project,
        Change(
            action="table exported",
            object_kind="export",
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
    query = QUERIES[export.table.name]
    return csv_chunks(export.table, export.flavour, pages_of(query, export.scope, opened))
