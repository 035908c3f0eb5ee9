"""The description of exported tables that programs read: a Data Package of Frictionless Data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from webapp.tables.columns import WITH_DECIMALS, ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.explaining import FOLDER, meaning
from webapp.tables.guards import GUARD
from webapp.tables.writers import Flavour

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {
    ColumnKind.WHOLE: "integer",
    ColumnKind.SHARE: "number",
    ColumnKind.FIGURE: "number",
    ColumnKind.DATE: "date",
    ColumnKind.TIME: "datetime",
    ColumnKind.TRUTH: "boolean",
}
"""What is no string where it is raw."""
COUNTED = {ColumnKind.WHOLE, *WITH_DECIMALS}
"""What is no string behind guards either."""


def data_package(title: str, flavour: Flavour, tables: Iterable[ExportedTable]) -> str:
    """The description as JSON."""
    described = {
        "$schema": SCHEMA,
        "name": "counterclaim-export",
        "title": title,
        "resources": [_resource(table, flavour) for table in tables],
    }
    if flavour.is_guarded:
        described["x-formula-guard"] = GUARD
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _resource(table: ExportedTable, flavour: Flavour) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{FOLDER}/{table.file_name}",
        "type": "table",
        "description": table.holds,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if flavour.is_guarded else "utf-8",
        "dialect": {"delimiter": flavour.delimiter, "lineTerminator": "\r\n"},
        "schema": {
            "fields": [_field(column, flavour) for column in table.columns],
            "missingValues": [""],
            **_keys(table),
        },
    }


def _field(column: ExportedColumn, flavour: Flavour) -> dict[str, Any]:
    is_typed = column.kind in COUNTED or not flavour.is_guarded
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(column.kind, "string") if is_typed else "string",
        "description": meaning(column),
    }
    if column.kind in WITH_DECIMALS:
        field["decimalChar"] = flavour.decimal_sign
    if column.kind is ColumnKind.TIME and is_typed:
        field["format"] = "%Y-%m-%dT%H:%M:%S.%fZ"
    constraints: dict[str, Any] = {"required": True} if column.is_needed else {}
    if column.values:
        constraints["enum"] = [value.value for value in column.values]
    return {**field, "constraints": constraints} if constraints else field


def _keys(table: ExportedTable) -> dict[str, Any]:
    """What tells the rows apart, and which rows they name."""
    needed = {column.name for column in table.columns if column.is_needed}
    primary = {"primaryKey": list(table.key)} if needed.issuperset(table.key) else {}
    foreign = [
        {
            "fields": [column.name],
            "reference": {"resource": "" if home == table.name else home, "fields": [key]},
        }
        for column in table.columns
        if column.refers and column.kind is not ColumnKind.LIST
        for home, key in [column.refers]
    ]
    return {**primary, "foreignKeys": foreign} if foreign else primary
