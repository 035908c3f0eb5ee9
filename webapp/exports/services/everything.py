"""Taking all tables out of a project as one file: noted in the history first, then written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from sqlalchemy.orm import Session

from webapp.exports.pages import Everything
from webapp.models import Project, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.tables.archives import write_archive
from webapp.tables.exporting import pages_of
from webapp.tables.order import EXPORTS
from webapp.tables.workbooks import write_workbook


def note_everything(
    session: Session, by: User | None, *, project: Project, everything: Everything
) -> None:
    """Say in the history that all tables leave, before the first byte does."""
    record(
        session,
        by,
        project,
        Change(
            action=Action.ALL_TABLES_EXPORTED,
            object_kind=ObjectKind.EXPORT,
            object_id="everything",
            after={
                "made_for": everything.made_for.value,
                "people": "names" if everything.scope.with_names else "pseudonyms",
            },
        ),
    )


def write_everything(session: Session, everything: Everything, file: IO[bytes]) -> None:
    """Write the one file; in a session of one moment its tables agree with one another."""
    opened = partial(_page_of, session)
    tables = ((one.table, pages_of(one, everything.scope, opened)) for one in EXPORTS.values())
    flavour = everything.made_for.flavour
    if flavour is None:
        write_workbook(file, title=everything.title, tables=tables)
    else:
        write_archive(file, title=everything.title, flavour=flavour, tables=tables)


@contextmanager
def _page_of(session: Session) -> Iterator[Session]:
    """The session for one page of rows, none of which it keeps."""
    yield session
    session.expunge_all()
