"""The columns of sources.csv."""

from __future__ import annotations

from webapp.limits import LONGEST_CODE, LONGEST_SOURCE_NAME
from webapp.tables.columns import Column, Kind, Table

SOURCES = Table(
    name="sources",
    holds="One row per source of the project’s register: who says things, once each.",
    key=("source_id",),
    signs=frozenset({"source_id", "source_type"}),
    columns=(
        Column("source_id", Kind.ID, "The source.", is_needed=True),
        Column(
            "name",
            Kind.TEXT,
            "What it is called; no two sources share a name.",
            is_needed=True,
            longest=LONGEST_SOURCE_NAME,
        ),
        Column(
            "source_type",
            Kind.CODE,
            "Its usual type; a claim may say otherwise.",
            longest=LONGEST_CODE,
        ),
        Column("aliases", Kind.LIST, "Its other names.", longest=LONGEST_SOURCE_NAME),
        Column(
            "merged_into",
            Kind.ID,
            "The source that took its place, if two were merged.",
            refers=("sources", "source_id"),
        ),
        Column("created_at", Kind.TIME, "When it was added.", is_needed=True),
        Column(
            "shared_at",
            Kind.TIME,
            "Since when others may choose it: with its maker’s first submission. Empty where the "
            "reader sees nobody’s tags but their own.",
        ),
    ),
)
