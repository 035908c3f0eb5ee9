"""What a table that leaves a project is made of: named columns, each with its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.limits import MOST_VALUES


class ColumnKind(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    ID = "id"
    CODE = "code"
    PERSON = "person"
    WHOLE = "whole number"
    SHARE = "share"
    DATE = "date"
    TIME = "time"
    TRUTH = "true or false"
    LIST = "list"
    SPANS = "spans"

    @property
    def words(self) -> str:
        """How a cell of this kind reads."""
        return KIND_WORDS[self]


KIND_WORDS = {
    ColumnKind.TEXT: "words as they were typed or printed, line ends LF",
    ColumnKind.ID: "16 random letters and digits, or the public id of another row",
    ColumnKind.CODE: "an id of a closed set or of the project’s codebook, never its label",
    ColumnKind.PERSON: "a person’s pseudonym; the name in an export with names",
    ColumnKind.WHOLE: "a whole number",
    ColumnKind.SHARE: "a number from 0 to 1 with four decimals",
    ColumnKind.DATE: "a day, such as 2020-08-16",
    ColumnKind.TIME: "a moment in UTC to the millisecond, such as 2020-08-16T09:30:00.000Z",
    ColumnKind.TRUTH: "true or false",
    ColumnKind.LIST: "values joined by | with \\ before a | or \\ that belongs to a value",
    ColumnKind.SPANS: "half-open pairs of code points into the article’s text, such as "
    "115-134|140-160",
}


@dataclass(frozen=True)
class ExportedColumn:
    """One column: its name, how its cells are written, and what they mean."""

    name: str
    kind: ColumnKind
    meaning: str
    values: type[StrEnum] | None = None
    """The closed set of its values, if it has one."""
    refers: tuple[str, str] | None = None
    """The table and column in which its values have to stand, if they name another row."""
    is_needed: bool = False
    """No cell of it is empty."""
    longest: int = 0
    """Characters of a cell, or of each value of a list; 0 where the limit is another one."""
    least: int = 0
    """The lowest number that a cell may be."""
    most: int = MOST_VALUES
    """The values that a list may have, or the pieces of spans."""
    is_later: bool = False
    """Files of earlier versions lack it; then all its cells count as empty."""


@dataclass(frozen=True, kw_only=True)
class ExportedTable:
    """One table: a file whose rows each stand for what `holds` says."""

    name: str
    holds: str
    key: tuple[str, ...]
    """The columns that tell its rows apart."""
    signs: frozenset[str] = frozenset()
    """Columns that together show that a file holds this table; none where it never comes back."""
    columns: tuple[ExportedColumn, ...]

    @property
    def file_name(self) -> str:
        """What the table is called among others."""
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)
