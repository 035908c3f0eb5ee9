"""Every table that leaves a project, in the order in which their rows can come back."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.tables.annotations import ANNOTATIONS
from webapp.tables.articles import ARTICLES
from webapp.tables.claims import CLAIMS
from webapp.tables.codebook import CODEBOOK
from webapp.tables.columns import ExportedTable
from webapp.tables.disputes import ACCOUNTS, DISPUTE_ANSWERS, DISPUTE_CLAIMS, DISPUTES
from webapp.tables.evidence import EVIDENCE, VERDICTS
from webapp.tables.sources import SOURCES

TABLES = (
    CODEBOOK,
    SOURCES,
    ARTICLES,
    CLAIMS,
    ANNOTATIONS,
    DISPUTES,
    ACCOUNTS,
    DISPUTE_CLAIMS,
    DISPUTE_ANSWERS,
    EVIDENCE,
    VERDICTS,
)
BY_NAME = {table.name: table for table in TABLES}


def exported_table_or_none(names: Iterable[str]) -> ExportedTable | None:
    """The table that has these columns, among others or in another order."""
    found = set(names)
    return next((table for table in TABLES if table.signs <= found), None)
