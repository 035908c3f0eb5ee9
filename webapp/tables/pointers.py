"""Where rows lead to other rows of their own table: never in a circle, and never out of an article.

Whoever walks along such pointers trusts that there is an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from webapp.errors import Refusal
from webapp.limits import LONGEST_CHAIN
from webapp.tables.bundles import TableBundle
from webapp.tables.columns import ExportedColumn
from webapp.tables.readers import Sheet

HOMES = {"claims": "article_id"}
"""The column that a row shares with every row of its table to which it leads."""


def lost_ways(bundle: TableBundle) -> Iterator[Refusal]:
    """The first row of each pointer that leads in a circle, out of its home or too far."""
    for sheet in bundle.sheets.values():
        for column in sheet.table.pointers:
            yield from _lost_way(sheet, column, sheet.table.key[0])


def _lost_way(sheet: Sheet, column: ExportedColumn, key: str) -> Iterator[Refusal]:
    rows = {row[key]: (number, row) for number, row in sheet.rows() if row[column.name]}
    leads = {one: row[column.name] for one, (_, row) in rows.items()}
    lost = _first_lost(leads)
    if lost:
        one, words = lost
        yield sheet.refusal(rows[one][0], f"{column.name} {words}.")
        return
    home = HOMES.get(sheet.table.name)
    homes = {row[key]: row[home] for _, row in sheet.rows()} if home else {}
    away = next((one for one, other in leads.items() if homes.get(one) != homes.get(other)), None)
    if away:
        yield sheet.refusal(rows[away][0], f"{column.name} leads to a row with another {home}.")


def _first_lost(leads: Mapping[str, str]) -> tuple[str, str] | None:
    """The row whose way has no end, or one that is too far, and what is wrong with it."""
    steps: dict[str, int] = {}
    for start in leads:
        way: dict[str, None] = {}
        one = start
        while one in leads and one not in steps:
            if leads[one] == one:
                return one, "is the row itself"
            if one in way:
                return one, "leads in a circle, back to this row"
            way[one] = None
            one = leads[one]
        for row in reversed(way):
            steps[row] = steps.get(leads[row], 0) + 1
        if steps[start] > LONGEST_CHAIN:
            return start, f"leads on over more than {LONGEST_CHAIN:,} rows"
    return None
