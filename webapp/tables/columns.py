"""What a table that leaves a project is made of: columns, each named once with all that it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from webapp.limits import MOST_VALUES

if TYPE_CHECKING:  # columns are read without a database, too
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute


class ColumnKind(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    ID = "id"
    CODE = "code"
    PERSON = "person"
    PEOPLE = "people"
    WHOLE = "whole number"
    SHARE = "share"
    FIGURE = "figure"
    DATE = "date"
    TIME = "time"
    TRUTH = "true or false"
    LIST = "list"
    SPANS = "spans"

    @property
    def words(self) -> str:
        """How a cell of this kind reads."""
        return KIND_WORDS[self]


NAMING = frozenset({ColumnKind.PERSON, ColumnKind.PEOPLE})
"""What says who did something."""
KIND_WORDS = {
    ColumnKind.TEXT: "words as they were typed or printed, line ends LF",
    ColumnKind.ID: "16 random letters and digits, or the public id of another row",
    ColumnKind.CODE: "an id of a closed set or of the project’s codebook, never its label",
    ColumnKind.PERSON: "a person’s pseudonym; the name in an export with names",
    ColumnKind.PEOPLE: "people’s pseudonyms, joined as in a list; names in an export with names",
    ColumnKind.WHOLE: "a whole number",
    ColumnKind.SHARE: "a number from 0 to 1 with four decimals",
    ColumnKind.FIGURE: "a number of at most 1 with ten decimals, below 0 where it is worse than "
    "chance",
    ColumnKind.DATE: "a day, such as 2020-08-16",
    ColumnKind.TIME: "a moment in UTC to the millisecond, such as 2020-08-16T09:30:00.000Z",
    ColumnKind.TRUTH: "true or false",
    ColumnKind.LIST: "values joined by | with \\ before a | or \\ that belongs to a value",
    ColumnKind.SPANS: "half-open pairs of code points into the article’s text, such as "
    "115-134|140-160",
}
WITH_DECIMALS = frozenset({ColumnKind.SHARE, ColumnKind.FIGURE})


@dataclass(frozen=True)
class ExportedColumn:
    """One column: its name, how its cells are written, what they mean, and where they are kept."""

    name: str
    meaning: str
    of: InstrumentedAttribute[Any] | ColumnElement[Any] | None = None
    """What the database is asked for."""
    told: Callable[[Any, Any], object] | None = None
    """How the value follows from that, and from what the export has found around the row."""
    to: str = ""
    """The attribute of a row that a cell comes back to, where it is not the one that `of` is."""
    follows: bool = False
    """From other columns once these are back: its own cells only have to agree with that."""
    kind: ColumnKind = ColumnKind.TEXT
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
    came_with: str = ""
    """The table before which files left all its cells empty, if it stood there before it."""

    @property
    def is_known(self) -> bool:
        """There is something to write in its cells; the others wait for what will fill them."""
        return self.of is not None or self.told is not None


text_column = partial(ExportedColumn, kind=ColumnKind.TEXT)
id_column = partial(ExportedColumn, kind=ColumnKind.ID)
code_column = partial(ExportedColumn, kind=ColumnKind.CODE)
person_column = partial(ExportedColumn, kind=ColumnKind.PERSON)
people_column = partial(ExportedColumn, kind=ColumnKind.PEOPLE)
number_column = partial(ExportedColumn, kind=ColumnKind.WHOLE)
share_column = partial(ExportedColumn, kind=ColumnKind.SHARE)
figure_column = partial(ExportedColumn, kind=ColumnKind.FIGURE)
date_column = partial(ExportedColumn, kind=ColumnKind.DATE)
time_column = partial(ExportedColumn, kind=ColumnKind.TIME)
truth_column = partial(ExportedColumn, kind=ColumnKind.TRUTH)
list_column = partial(ExportedColumn, kind=ColumnKind.LIST)
spans_column = partial(ExportedColumn, kind=ColumnKind.SPANS)


@dataclass(frozen=True, kw_only=True)
class ExportedTable:
    """One table: a file whose rows each stand for what `holds` says."""

    name: str
    holds: str
    key: tuple[str, ...]
    """The columns that tell its rows apart."""
    columns: tuple[ExportedColumn, ...]
    is_later: bool = False
    """Earlier versions left without it; then it has no rows."""

    @property
    def file_name(self) -> str:
        """What the table is called among others."""
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def pointers(self) -> tuple[ExportedColumn, ...]:
        """The columns in which a row leads to another one of this table."""
        own = (self.name, self.key[0])
        return tuple(one for one in self.columns if one.refers == own and one.kind is ColumnKind.ID)

    @property
    def has_people(self) -> bool:
        """Its rows say who did something: a pseudonym, or a name where names are asked for."""
        people = [column for column in self.columns if column.kind in NAMING]
        return any(column.is_known for column in people)
