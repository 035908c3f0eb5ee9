"""Exported tables that came back together: read, and checked against one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from webapp.errors import Refusal
from webapp.tables.cells import list_of
from webapp.tables.columns import ColumnKind, ExportedColumn
from webapp.tables.order import TABLES
from webapp.tables.readers import Sheet, sheet_of, table_in
from webapp.vocabulary import CodeField

SeveralFiles = Iterable[tuple[str, bytes]]
"""Names and contents."""


class NotRestorable(Refusal):
    """Some of the tables cannot be taken, so none is."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        super().__init__("\n".join(refusal.message for refusal in refusals))


@dataclass(frozen=True)
class Bundle:
    """All tables of one project, whose references lead somewhere."""

    sheets: Mapping[str, Sheet]
    """By the names of their tables."""

    def __getitem__(self, name: str) -> Sheet:
        """The table of this name."""
        return self.sheets[name]

    def codes_of(self, field: CodeField) -> set[str]:
        """The codes that any version of the codebook has for the field."""
        return {row["value"] for _, row in self["codebook"].rows() if row["field"] == field}

    @property
    def people(self) -> list[str]:
        """What the people are called who answered, placed, checked or judged."""
        named = {
            name
            for sheet in self.sheets.values()
            for column in sheet.table.columns
            if column.kind is ColumnKind.PERSON
            for name in sheet.values(column.name)
        }
        return sorted(named - {""})


def bundle_of(files: SeveralFiles) -> Bundle:
    """The tables in the files; refuses what is missing, and names what is wrong in each file."""
    sheets: dict[str, Sheet] = {}
    refusals: list[Refusal] = []
    for name, content in files:
        try:
            sheet = _sheet(name, content)
        except Refusal as refusal:
            refusals.append(refusal)
            continue
        if sheet.table.name in sheets:
            both = f"{sheets[sheet.table.name].name} and {name}"
            refusals.append(Refusal(f"{both} both hold {sheet.table.file_name}: send one of them."))
        sheets.setdefault(sheet.table.name, sheet)
    bundle = Bundle(sheets)
    refusals = refusals or [*_missing(bundle)] or [*_lost(bundle)]
    if refusals:
        raise NotRestorable(refusals)
    return bundle


def _sheet(name: str, content: bytes) -> Sheet:
    table = table_in(content)
    if table is None:
        raise Refusal(
            f"{name}: this is no table that Counterclaim exported. Exported tables come back with "
            "nothing else: send it by itself, before or after."
        )
    return sheet_of(content, name=name, table=table)


def _missing(bundle: Bundle) -> Iterator[Refusal]:
    missing = [table.file_name for table in TABLES if table.name not in bundle.sheets]
    if missing:
        yield Refusal(
            f"Exported tables come back all together, and {', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} missing. Send all files at once."
        )


def _lost(bundle: Bundle) -> Iterator[Refusal]:
    """The first row of each table that names another row which is not there."""
    for sheet in bundle.sheets.values():
        known = {
            column: (bundle[home].name, bundle[home].values(key))
            for column in sheet.table.columns
            if column.refers
            for home, key in [column.refers]
        }
        lost = (
            sheet.refusal(number, f"{column.name} is {value}, which is not in {name}.")
            for number, row in sheet.rows()
            for column, (name, values) in known.items()
            for value in _named(column, row[column.name])
            if value not in values
        )
        yield from islice(lost, 1)


def _named(column: ExportedColumn, cell: str) -> list[str]:
    if column.kind is ColumnKind.LIST:
        return list_of(cell)
    return [cell] if cell else []
