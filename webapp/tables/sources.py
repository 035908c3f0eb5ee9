"""The columns of sources.csv."""

from __future__ import annotations

from webapp.limits import LONGEST_CODE, LONGEST_SOURCE_NAME
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable

SOURCES = ExportedTable(
    name="sources",
    holds="One row per source of the project’s register: who says things, once each.",
    key=("source_id",),
    signs=frozenset({"source_id", "source_type"}),
    columns=(
        ExportedColumn("source_id", ColumnKind.ID, "The source.", is_needed=True),
        ExportedColumn(
            "name",
            ColumnKind.TEXT,
            "What it is called; no two sources share a name.",
            is_needed=True,
            longest=LONGEST_SOURCE_NAME,
        ),
        ExportedColumn(
            "source_type",
            ColumnKind.CODE,
            "Its usual type; a claim may say otherwise.",
            longest=LONGEST_CODE,
        ),
        ExportedColumn("aliases", ColumnKind.LIST, "Its other names.", longest=LONGEST_SOURCE_NAME),
        ExportedColumn(
            "merged_into",
            ColumnKind.ID,
            "The source that took its place, if two were merged.",
            refers=("sources", "source_id"),
        ),
        ExportedColumn("created_at", ColumnKind.TIME, "When it was added.", is_needed=True),
        ExportedColumn(
            "shared_at",
            ColumnKind.TIME,
            "Since when others may choose it: with its maker’s first submission. Empty where the "
            "reader sees nobody’s tags but their own.",
        ),
    ),
)
