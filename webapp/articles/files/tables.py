"""Articles from tables: a row of a .csv file or a line of a .jsonl file each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from typing import Any

from webapp.articles.files.character_sets import checked, checked_words
from webapp.articles.files.columns import MOST_COLUMNS, Columns, listed, remark
from webapp.articles.files.csv_rows import filled_rows
from webapp.articles.files.dates import day_of
from webapp.articles.files.drafts import Draft, Facts, FileContents, facts_from
from webapp.errors import Refusal, TooLarge
from webapp.limits import is_web_address
from webapp.tables.signs import exported_table_or_none

LOOKED_AT = 50
"""Rows that show which columns there are and what they hold."""
SHOWN_REFUSALS = 20
"""Rows that are named where all of them are refused."""
MOST_REFUSED = 10_000
"""Rows that cannot be read; a file with more of them is no table of articles."""
LONGEST_LINE = 8_000_000
"""Characters of a line of JSON, whose article may have 1 MB."""

Line = tuple[int, Any]


@dataclass(frozen=True, kw_only=True)
class SentTable:
    """A table as it was sent: its columns, and its rows one after the other."""

    name: str
    columns: Columns
    lines: Iterator[Line | Refusal]
    """Each row with the line it starts in, not yet looked at, or why it is none."""
    row: Callable[[int, Any], Mapping[str, Any]]
    """The cells of such a row by column; refuses a row that is none."""
    kind: str
    """What the columns are called."""


class UnknownColumns(Refusal):
    """No column can be taken for the text; a person says which one is."""

    def __init__(self, table: SentTable) -> None:
        super().__init__(
            f"{table.name}: there is no column called text, only {listed(table.columns.names)}."
        )


class NoRow(Refusal):
    """Not one row of a table can be read."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("\n".join(refusal.message for refusal in refusals[:SHOWN_REFUSALS]))
        self.status = max(refusal.status for refusal in refusals)


def csv_table(text: str, *, name: str) -> SentTable:
    """The first row names the columns; a line such as `sep=;` may stand above it."""
    if not text.strip():
        raise Refusal(f"{name}: there is no text in it.")
    filled = filled_rows(text, name=name)
    first: Line | Refusal = next(filled, (1, []))
    if isinstance(first, Refusal):
        raise first
    header = _header(first[1], name=name, line=first[0])
    looked_at = list(islice(filled, LOOKED_AT))
    samples: dict[str, list[str]] = {column: [] for column in header}
    for line in looked_at:
        cells = [] if isinstance(line, Refusal) else line[1]
        for column, cell in zip(header, cells, strict=False):
            samples[column].append(cell)
    return SentTable(
        name=name,
        columns=Columns(header, samples),
        lines=chain(looked_at, filled),
        row=lambda number, cells: _as_row(cells, header, name=name, line=number),
        kind="Columns",
    )


def jsonl_table(text: str, *, name: str) -> SentTable:
    """An object per line; its keys are the columns."""
    lines: Iterator[Line] = (
        (number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()
    )
    looked_at = list(islice(lines, LOOKED_AT))
    samples: dict[str, list[str]] = {}
    for _, line in looked_at:
        for key, value in _object_or_nothing(line).items():
            if key in samples or len(samples) < MOST_COLUMNS:
                samples.setdefault(key, []).append("" if value is None else str(value))
    _refuse_export(samples, name=name)
    names = [*samples]  # rows further down may bring more
    return SentTable(
        name=name,
        columns=Columns(names, samples),
        lines=chain(looked_at, lines),
        row=lambda number, line: _parsed(line, names, place=f"{name}, line {number}"),
        kind="Keys",
    )


def contents_of_table(
    table: SentTable, *, given: Mapping[str, str], file_sha256: str, most: int | None
) -> FileContents:
    """The articles of a table, and the rows that cannot be read, each with its line.

    `given` says from which column a person wants what; `most` is how many rows can be taken.
    """
    try:
        chosen = table.columns.chosen(given)
    except Refusal as refusal:
        raise Refusal(f"{table.name}, line 1: {refusal.message}") from refusal
    if "text" not in chosen and table.columns.names:
        raise UnknownColumns(table)
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    for line in table.lines:
        try:
            drafts.append(_draft(line, table, chosen, file_sha256))
        except Refusal as refusal:
            refusals.append(refusal)
        _refuse_too_many(table, len(drafts), len(refusals), most)
    if not drafts:
        raise NoRow(refusals or [Refusal(f"{table.name}: there is a header and no row below it.")])
    note = remark(chosen, table.columns.names, kind=table.kind)
    return FileContents(
        [replace(draft, note=note) for draft in drafts],
        [refusal.message for refusal in refusals],
    )


def _refuse_too_many(table: SentTable, drafts: int, refused: int, most: int | None) -> None:
    if most is not None and drafts > most:
        raise TooLarge(
            f"{table.name}: it has more than {most:,} rows. At most {most:,} articles can wait for "
            "their confirmation. Send it in parts, or import it by the command."
        )
    if refused > MOST_REFUSED:
        raise TooLarge(
            f"{table.name}: more than {MOST_REFUSED:,} of its rows cannot be read. "
            "See that the right columns are chosen, and that it is a table of articles."
        )


def _draft(
    line: Line | Refusal, table: SentTable, chosen: Mapping[str, str], file_sha256: str
) -> Draft:
    if isinstance(line, Refusal):
        raise line
    number, cells = line
    place = f"{table.name}, line {number}"
    row = table.row(number, cells)
    odd = next((ours for ours, key in chosen.items() if not _is_text(row.get(key))), None)
    if odd:
        raise Refusal(f"{place}: {odd} must be a text in quotation marks.")
    given = {ours: row.get(key) or "" for ours, key in chosen.items()}
    text = checked(given.get("text", ""), name=place)
    facts = _given_facts(given, facts_from(text), place=place)
    return Draft(text=text, facts=facts, file_sha256=file_sha256, part=f"line {number}")


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def _given_facts(row: Mapping[str, str], found: Facts, *, place: str) -> Facts:
    """What the row says, else what its text says."""

    def cell(column: str) -> str:
        return checked_words(row.get(column, ""), name=f"{place}, {column}")

    title = cell("title")
    return replace(
        found,
        title=title or found.title,
        is_title_ours=not title,
        outlet=cell("outlet") or found.outlet,
        published_on=_date(cell("published_on"), place=place) or found.published_on,
        url=checked_url(cell("url"), place=place),
    )


def _date(words: str, *, place: str) -> date | None:
    day = day_of(words)
    if words and day is None:
        raise Refusal(
            f"{place}: published_on is “{words[:40]}”. Write it as 2020-08-16, or leave it empty."
        )
    return day


def checked_url(words: str, *, place: str) -> str:
    """An address of the web, or nothing."""
    if words and not is_web_address(words):
        raise Refusal(f"{place}: the url must start with http:// or https://.")
    return words


def _header(cells: list[str], *, name: str, line: int) -> list[str]:
    """The names of the columns; one between others that has none is called by its place."""
    header = [cell.strip() for cell in cells]
    _refuse_export(header, name=name)
    while header and not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise TooLarge(f"{name}, line {line}: a table may have {MOST_COLUMNS} columns.")
    return [cell or f"column {number}" for number, cell in enumerate(header, start=1)]


def _refuse_export(columns: Iterable[str], *, name: str) -> None:
    if exported_table_or_none(columns):
        raise Refusal(
            f"{name}: this is a table that Counterclaim exported. Exported tables come back "
            "all together, as .csv files and with nothing else."
        )


def _as_row(cells: list[str], columns: list[str], *, name: str, line: int) -> Mapping[str, str]:
    while len(cells) > len(columns) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != len(columns):
        raise Refusal(
            f"{name}, line {line}: the row has {len(cells)} cells, the header {len(columns)}. "
            "Correct the row and send the file again."
        )
    return dict(zip(columns, cells, strict=True))


def _object_or_nothing(line: str) -> dict[str, Any]:
    """The object of a line, to look at its keys."""
    if len(line) > LONGEST_LINE:
        return {}
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return row if isinstance(row, dict) else {}


def _parsed(line: str, names: list[str], *, place: str) -> Mapping[str, Any]:
    """The object of a line; keys that no earlier line had join the names."""
    if len(line) > LONGEST_LINE:
        raise TooLarge(f"{place}: one line may have {LONGEST_LINE:,} characters.")
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise Refusal(
            f"{place}: this is no JSON. Each line must be an object on its own."
        ) from None
    if not isinstance(row, dict):
        raise Refusal(f'{place}: this is no object with a text, such as {{"text": "…"}}.')
    for key in row if len(names) < MOST_COLUMNS else ():
        if key not in names:
            names.append(key)
        if len(names) == MOST_COLUMNS:
            break
    return row
