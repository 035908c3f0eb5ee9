"""From values to cells and back, for every kind of column: one way to write a time, a span."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from webapp.attribution.text.spans import TextSpan
from webapp.tables.columns import ColumnKind

SEPARATOR = "|"
"""Between the values of a list and between spans."""
_PIECE = re.compile(r"((?:[^|\\]|\\[|\\])*)(\||\Z)")
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_ID = re.compile(r"[a-z0-9]{16}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1970, 2999  # what every database and time zone can show
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def time_cell(moment: datetime | None) -> str:
    """UTC to the millisecond."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def time_of(cell: str) -> datetime | None:
    """The moment; raises ValueError for what is written otherwise, or is out of all time."""
    if not cell:
        return None
    if not _TIME.fullmatch(cell) or not _FIRST_YEAR <= int(cell[:4]) <= _LAST_YEAR:
        raise ValueError(cell)
    return datetime.fromisoformat(cell)


def date_cell(day: date | None) -> str:
    """Year, month and day."""
    return day.isoformat() if day else ""


def date_of(cell: str) -> date | None:
    """The day; raises ValueError for what is written otherwise."""
    if cell and not _DATE.fullmatch(cell):
        raise ValueError(cell)
    return date.fromisoformat(cell) if cell else None


def own_id_of(cell: str) -> str:
    """The public id that a row brings along; raises ValueError for one that is not like ours.

    No address leads to a row called `import` or `..`.
    """
    if not _ID.fullmatch(cell):
        raise ValueError(cell)
    return cell


def truth_cell(is_so: bool | None) -> str:
    """True or false; empty where nobody knows."""
    return "" if is_so is None else "true" if is_so else "false"


def truth_of(cell: str) -> bool | None:
    """Whether it is so, in any capitals, as spreadsheets write it; raises ValueError otherwise."""
    if not cell:
        return None
    if cell.lower() not in ("true", "false"):
        raise ValueError(cell)
    return cell.lower() == "true"


def whole_cell(number: int | None) -> str:
    """Digits alone."""
    return "" if number is None else str(number)


def whole_of(cell: str) -> int | None:
    """The number; raises ValueError for what is not digits alone."""
    if cell and not _WHOLE.fullmatch(cell):
        raise ValueError(cell)
    return int(cell) if cell else None


def share_cell(share: float | None) -> str:
    """Four decimals, on every database the same."""
    return "" if share is None else f"{share:.4f}"


def share_of(cell: str) -> float | None:
    """A number from 0 to 1, with a point or a comma; raises ValueError for anything else."""
    if not cell:
        return None
    share = float(cell.replace(",", "."))
    if not 0 <= share <= 1:
        raise ValueError(cell)
    return share


def figure_cell(figure: float | None) -> str:
    """Ten decimals, on every database the same; nothing is less than nothing."""
    return "" if figure is None else f"{round(figure, 10) + 0.0:.10f}"


def list_cell(values: Iterable[str]) -> str:
    r"""The values joined by `|`, with `\` before `|` and `\`."""
    return SEPARATOR.join(map(value_cell, values))


def value_cell(value: str) -> str:
    """One value as it stands in a list."""
    if "|" in value or "\\" in value:
        return value.replace("\\", "\\\\").replace("|", "\\|")
    return value


def list_of(cell: str) -> list[str]:
    r"""The values of a list; raises ValueError where `\` stands before anything else."""
    values: list[str] = []
    position = 0
    while cell:
        piece = _PIECE.match(cell, position)
        if piece is None:
            raise ValueError(cell)
        values.append(re.sub(r"\\([|\\])", r"\1", piece[1]))
        if not piece[2]:
            break
        position = piece.end()
    return values


def spans_cell(spans: Iterable[TextSpan]) -> str:
    """Half-open pairs in the order of the text."""
    return SEPARATOR.join([f"{start}-{end}" for start, end in spans])


def spans_of(cell: str) -> list[TextSpan]:
    """The pairs; raises ValueError for what is written otherwise."""
    spans = []
    for piece in cell.split("|") if cell else ():
        found = _SPAN.fullmatch(piece)
        if found is None:
            raise ValueError(cell)
        spans.append(TextSpan(int(found[1]), int(found[2])))
    return spans


ENCODERS: dict[ColumnKind, Callable[[Any], str]] = {
    ColumnKind.WHOLE: whole_cell,
    ColumnKind.SHARE: share_cell,
    ColumnKind.FIGURE: figure_cell,
    ColumnKind.DATE: date_cell,
    ColumnKind.TRUTH: truth_cell,
    ColumnKind.LIST: list_cell,
    ColumnKind.PEOPLE: list_cell,
    ColumnKind.SPANS: spans_cell,
}
"""From a value to its cell; values of the other kinds are cells already."""
DECODERS: dict[ColumnKind, Callable[[str], Any]] = {
    ColumnKind.WHOLE: whole_of,
    ColumnKind.SHARE: share_of,
    ColumnKind.DATE: date_of,
    ColumnKind.TIME: time_of,
    ColumnKind.TRUTH: truth_of,
    ColumnKind.LIST: list_of,
    ColumnKind.PEOPLE: list_of,
    ColumnKind.SPANS: spans_of,
}
"""From a cell to its value; raises ValueError for what is written otherwise."""


def cells_of(kind: ColumnKind, values: Iterable[Any]) -> Sequence[str]:
    """The cells of one column, of many rows at once; what is a cell already stays."""
    encode = ENCODERS.get(kind)
    if encode is None:
        return [value or "" for value in values]
    return [value if type(value) is str else encode(value) for value in values]


def value_of(kind: ColumnKind, cell: str) -> Any:
    """What a cell means; raises ValueError for what is written otherwise."""
    decode = DECODERS.get(kind)
    return decode(cell) if decode else cell


def canonical(kind: ColumnKind, cell: str) -> str:
    """The one way of writing what a cell means; raises ValueError where that is nothing."""
    if kind is ColumnKind.TIME:
        return time_cell(time_of(cell))
    encode = ENCODERS.get(kind)
    return encode(value_of(kind, cell)) if encode else cell
