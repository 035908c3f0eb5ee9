"""The columns of sources.csv."""

from __future__ import annotations

from webapp.interchange.columns import Column, Kind, Table

SOURCES = Table(
    name="sources",
    holds="One row per source of the project’s register: who says things, once each.",
    key=("source_id",),
    columns=(
        Column("source_id", Kind.ID, "The source."),
        Column("name", Kind.TEXT, "What it is called; no two sources share a name."),
        Column("source_type", Kind.CODE, "Its usual type; a claim may say otherwise."),
        Column("aliases", Kind.LIST, "Its other names."),
        Column("merged_into", Kind.ID, "The source that took its place, if two were merged."),
        Column("created_at", Kind.TIME, "When it was added."),
        Column(
            "shared_at",
            Kind.TIME,
            "Since when everybody may choose it: with its maker’s first submission.",
        ),
    ),
)
