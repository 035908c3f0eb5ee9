"""Articles from tables: a row of a .csv file or a line of a .jsonl file each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from webapp.articles.decoding import checked, checked_words, decoded_file
from webapp.articles.drafts import Draft, Facts, facts_from
from webapp.errors import Refusal
from webapp.interchange.readers import records
from webapp.interchange.tables import exported_table_or_none
from webapp.limits import is_web_address

COLUMNS = ("text", "title", "outlet", "published_on", "url")

Row = tuple[int, Mapping[str, str]]


def csv_drafts(content: bytes, *, name: str, encoding: str | None, file_sha256: str) -> list[Draft]:
    """An article per row; the first row names the columns, and `text` is one of them."""
    rows = records(_csv_text(content, name=name, encoding=encoding), name=name)
    _, header = next(rows, (1, []))
    columns = _checked_columns([cell.strip() for cell in header], name=name)
    found = (_as_row(cells, columns, name=name, line=line) for line, cells in rows)
    drafts = list(_drafts(found, name=name, file_sha256=file_sha256))
    if not drafts:
        raise Refusal(f"{name}: there is a header and no row below it.")
    unused = [column for column in columns if column not in COLUMNS]
    note = f"Columns that are not used: {', '.join(unused)}." if unused else ""
    return [replace(draft, note=note) for draft in drafts]


def jsonl_drafts(
    content: bytes, *, name: str, encoding: str | None, file_sha256: str
) -> list[Draft]:
    """An article per line, as an object with the key `text`."""
    text = decoded_file(content, name=name, encoding=encoding)
    rows = (
        _parsed(line, name=name, number=number)
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    )
    drafts = list(_drafts(rows, name=name, file_sha256=file_sha256))
    if not drafts:
        raise Refusal(f"{name}: there is no text in it.")
    return drafts


def _drafts(rows: Iterable[Row], *, name: str, file_sha256: str) -> Iterator[Draft]:
    for line, row in rows:
        place = f"{name}, line {line}"
        text = checked(row["text"], name=place)
        facts = _given_facts(row, facts_from(text), place=place)
        yield Draft(text=text, facts=facts, file_sha256=file_sha256, part=f"line {line}")


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
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Refusal(
            f"{place}: published_on is “{words[:40]}”. Write it as 2020-08-16, or leave it empty."
        ) from None


def checked_url(words: str, *, place: str) -> str:
    """An address of the web, or nothing."""
    if words and not is_web_address(words):
        raise Refusal(f"{place}: the url must start with http:// or https://.")
    return words


def _csv_text(content: bytes, *, name: str, encoding: str | None) -> str:
    text = decoded_file(content, name=name, encoding=encoding)
    if not text.strip():
        raise Refusal(f"{name}: there is no text in it.")
    return text


def _checked_columns(columns: list[str], *, name: str) -> list[str]:
    """The names of the columns; refuses what cannot be read by them."""
    _refuse_export(columns, name=name)
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice:
        raise Refusal(f"{name}, line 1: two columns are called “{twice[:40]}”. Rename one.")
    if "text" not in columns:
        raise Refusal(
            f"{name}, line 1: there is no column called text. The first row names the columns: "
            "text, and if you like title, outlet, published_on and url."
        )
    return columns


def _refuse_export(columns: Iterable[str], *, name: str) -> None:
    if exported_table_or_none(columns):
        raise Refusal(
            f"{name}: this is a table that Counterclaim exported. Exported tables come back "
            "all together, as .csv files and with nothing else."
        )


def _as_row(cells: list[str], columns: list[str], *, name: str, line: int) -> Row:
    if len(cells) != len(columns):
        raise Refusal(
            f"{name}, line {line}: the row has {len(cells)} cells, the header {len(columns)}. "
            "Correct the row and send the file again."
        )
    return line, dict(zip(columns, cells, strict=True))


def _parsed(line: str, *, name: str, number: int) -> Row:
    place = f"{name}, line {number}"
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise Refusal(
            f"{place}: this is no JSON. Each line must be an object on its own."
        ) from None
    if isinstance(row, dict):
        _refuse_export(row, name=name)
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise Refusal(f'{place}: this is no object with a text, such as {{"text": "…"}}.')
    given: dict[str, Any] = {key: row[key] for key in COLUMNS if row.get(key) is not None}
    odd = next((key for key, value in given.items() if not isinstance(value, str)), None)
    if odd:
        raise Refusal(f"{place}: {odd} must be a text in quotation marks.")
    return number, given
