"""Cells as programs read them in JSON, and what JSON Schema says of each column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from webapp.tables.cells import list_of, spans_of
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable
from webapp.tables.explaining import meaning
from webapp.tables.writers import Cells

Schema = dict[str, Any]
SEVERAL: dict[ColumnKind, Callable[[str], list[Any]]] = {
    ColumnKind.LIST: list_of,
    ColumnKind.PEOPLE: list_of,
    ColumnKind.SPANS: lambda cell: [[span.start, span.end] for span in spans_of(cell)],
}
"""What is a list in JSON, of no value where the cell is empty."""
ONE: dict[ColumnKind, Callable[[str], Any]] = {
    ColumnKind.WHOLE: int,
    ColumnKind.SHARE: float,
    ColumnKind.FIGURE: float,
    ColumnKind.TRUTH: lambda cell: cell == "true",
}
"""What is no string in JSON; whatever is one is null where the cell is empty."""
PLACE: Schema = {"type": "integer", "minimum": 0}
TYPES: dict[ColumnKind, Schema] = {
    ColumnKind.WHOLE: {"type": "integer"},
    ColumnKind.SHARE: {"type": "number", "minimum": 0, "maximum": 1},
    ColumnKind.FIGURE: {"type": "number", "maximum": 1},
    ColumnKind.TRUTH: {"type": "boolean"},
    ColumnKind.DATE: {"type": "string", "format": "date"},
    ColumnKind.TIME: {"type": "string", "format": "date-time"},
    ColumnKind.LIST: {"type": "array", "items": {"type": "string"}},
    ColumnKind.PEOPLE: {"type": "array", "items": {"type": "string"}},
    ColumnKind.SPANS: {
        "type": "array",
        "items": {"type": "array", "items": PLACE, "minItems": 2, "maxItems": 2},
    },
}
"""What is not just any string."""


def row_in_json(table: ExportedTable, cells: Cells) -> dict[str, Any]:
    """The row by the names of the columns, each value as the cell says it."""
    pairs = zip(table.columns, cells, strict=True)
    return {column.name: value_in_json(column.kind, cell) for column, cell in pairs}


def value_in_json(kind: ColumnKind, cell: str) -> Any:
    """What a cell means; null where it is empty and no list."""
    if kind in SEVERAL:
        return SEVERAL[kind](cell)
    return ONE.get(kind, str)(cell) if cell else None


def schema_of(table: ExportedTable) -> Schema:
    """What JSON Schema says of a row."""
    return {
        "type": "object",
        "description": table.holds,
        "properties": {column.name: _schema_of_value(column) for column in table.columns},
        "required": list(table.header),
        "additionalProperties": False,
    }


def _schema_of_value(column: ExportedColumn) -> Schema:
    schema = {**TYPES.get(column.kind, {"type": "string"}), "description": meaning(column)}
    if column.values is not None:
        schema["enum"] = [value.value for value in column.values]
    if column.is_needed or column.kind in SEVERAL:
        return schema
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return {**schema, "type": [schema["type"], "null"]}
