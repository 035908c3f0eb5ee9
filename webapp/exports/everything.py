"""Taking all tables out of a project as one file: noted in the history first, then written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import IO

from sqlalchemy.orm import Session

from webapp.models import Project, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.tables.archives import write_archive
from webapp.tables.exporting import pages_of
from webapp.tables.order import EXPORTS
from webapp.tables.scope import Scope
from webapp.tables.workbooks import write_workbook
from webapp.tables.writers import Flavour


class MadeFor(StrEnum):
    """Whom the one file is for: an archive of each flavour, or a workbook."""

    EXCEL = Flavour.EXCEL.value
    EXCEL_SEMICOLON = Flavour.EXCEL_SEMICOLON.value
    DATA = Flavour.DATA.value
    WORKBOOK = "xlsx"

    @property
    def label(self) -> str:
        """In words."""
        return self.flavour.label if self.flavour else "As one workbook (XLSX)"

    @property
    def flavour(self) -> Flavour | None:
        """How the tables in an archive are written; none in a workbook."""
        return None if self is MadeFor.WORKBOOK else Flavour(self.value)

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return "zip" if self.flavour else "xlsx"


@dataclass(frozen=True, kw_only=True)
class Everything:
    """All tables of a project, for somebody, as they may see them."""

    made_for: MadeFor
    scope: Scope
    title: str


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
