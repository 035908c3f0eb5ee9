"""What outlets do with each type of source, as a page and a table show it."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.tables.exporting import cells_of_each
from webapp.tables.outlets import OUTLETS
from webapp.tables.writers import Cells


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one outlet does with one type of source."""

    outlet: str
    source_type: str
    claim_count: int
    claim_share: float
    article_count: int
    leads_count: int
    ends_count: int
    first_place: float
    last_place: float
    unnamed_count: int

    @property
    def unnamed_share(self) -> float:
        """Of the claims of the type."""
        return self.unnamed_count / self.claim_count


@dataclass(frozen=True)
class Outlet:
    """One outlet: its figures by type, the most quoted type first."""

    name: str
    claim_count: int
    article_count: int
    types: list[Figures]

    @property
    def leading(self) -> Figures:
        """The type with which most articles begin."""
        return max(self.types, key=lambda one: one.leads_count)

    @property
    def ending(self) -> Figures:
        """The type with which most articles end."""
        return max(self.types, key=lambda one: one.ends_count)


@dataclass(frozen=True)
class Pivot:
    """Every outlet that has claims with final answers, and how many claims have none."""

    outlets: list[Outlet]
    open_count: int

    @property
    def types(self) -> list[str]:
        """The types that any outlet quotes."""
        return sorted({one.source_type for outlet in self.outlets for one in outlet.types})

    @property
    def rows(self) -> list[Cells]:
        """The rows of outlets.csv."""
        return cells_of_each(OUTLETS, [one for outlet in self.outlets for one in outlet.types])
