"""From values to cells and back: one way to write a time, a list, a span."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from webapp.attribution.text.spans import TextSpan

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


def truth_cell(is_so: bool) -> str:
    """True or false."""
    return "true" if is_so else "false"


def truth_of(cell: str) -> bool:
    """Whether it is so, in any capitals, as spreadsheets write it; raises ValueError otherwise."""
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


def list_cell(values: Iterable[str]) -> str:
    r"""The values joined by `|`, with `\` before `|` and `\`."""
    return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


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
    return "|".join(f"{start}-{end}" for start, end in spans)


def spans_of(cell: str) -> list[TextSpan]:
    """The pairs; raises ValueError for what is written otherwise."""
    spans = []
    for piece in cell.split("|") if cell else ():
        found = _SPAN.fullmatch(piece)
        if found is None:
            raise ValueError(cell)
        spans.append(TextSpan(int(found[1]), int(found[2])))
    return spans
