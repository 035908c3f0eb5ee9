"""Every table that leaves a project, in the order in which their rows can come back."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.interchange.annotations import ANNOTATIONS
from webapp.interchange.articles import ARTICLES
from webapp.interchange.claims import CLAIMS
from webapp.interchange.codebook import CODEBOOK
from webapp.interchange.columns import Table
from webapp.interchange.sources import SOURCES

TABLES = (CODEBOOK, SOURCES, ARTICLES, CLAIMS, ANNOTATIONS)
BY_NAME = {table.name: table for table in TABLES}


def exported_table_or_none(header: Iterable[str]) -> Table | None:
    """The table whose columns these are, in whatever order."""
    names = set(header)
    return next((table for table in TABLES if names == set(table.header)), None)
