"""What leaves a project, for whom, and what waits to come back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from webapp.tables.columns import ExportedTable
from webapp.tables.scope import Scope
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
    def comes_back(self) -> bool:
        """Its tables can be imported: they keep what is withdrawn, marked."""
        return self is not MadeFor.WORKBOOK

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


@dataclass(frozen=True, kw_only=True)
class Export:
    """One table, for somebody, as they may see it."""

    table: ExportedTable
    flavour: Flavour
    scope: Scope


@dataclass(frozen=True)
class WaitingTables:
    """The files of one person that wait in one project, as they came."""

    files: tuple[tuple[str, bytes], ...]

    @property
    def seen(self) -> str:
        """What a confirmation repeats, to show that it means these files and no others."""
        digests = (hashlib.sha256(content).hexdigest() for _, content in self.files)
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()
