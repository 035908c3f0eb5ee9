"""What a cell holds beyond the limits of the form in which people type the same."""

from __future__ import annotations

from webapp.folding import has_something_to_see
from webapp.limits import LONGEST_PERSON, has_controls
from webapp.tables.cells import list_of
from webapp.tables.columns import NAMING, ColumnKind, ExportedColumn

TYPED = frozenset({ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.LIST, *NAMING})
SEVERAL = frozenset({ColumnKind.LIST, ColumnKind.PEOPLE, ColumnKind.SPANS})


def excess(column: ExportedColumn, cell: str) -> str:
    """What is too much in a cell of the column, for the end of a sentence; empty if nothing is."""
    if column.kind is ColumnKind.WHOLE and int(cell) < column.least:
        return f"is {cell}, and has to be {column.least} at least"
    values = list_of(cell) if column.kind in SEVERAL else [cell]
    if len(values) > column.most:
        return f"has {len(values):,} values, and may have {column.most:,}"
    return _excess_of_words(column, values) if column.kind in TYPED else ""


def _excess_of_words(column: ExportedColumn, values: list[str]) -> str:
    if any(map(has_controls, values)):
        return "has a control character in it"
    most = LONGEST_PERSON if column.kind in NAMING else column.longest
    longest = max(map(len, values))
    if most and longest > most:
        return f"has {longest:,} characters, and may have {most:,}"
    is_listed = column.kind is ColumnKind.LIST and column.longest > 0
    has_to_show = column.is_needed or is_listed or column.kind is ColumnKind.PEOPLE
    return "shows nothing" if has_to_show and not all(map(has_something_to_see, values)) else ""
