"""What a program can read row by row: exported tables, with their columns and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnExpressionArgument

from webapp.models import Account, Dispute, Placement, Project, Source
from webapp.rules.articles import by_date
from webapp.rules.claims import reading_order
from webapp.tables.accounts import ACCOUNTS_EXPORT
from webapp.tables.articles import ARTICLES_EXPORT
from webapp.tables.claims import CLAIMS_EXPORT
from webapp.tables.columns import ExportedTable
from webapp.tables.dispute_claims import DISPUTE_CLAIMS_EXPORT
from webapp.tables.disputes import DISPUTES_EXPORT
from webapp.tables.exporting import TableExport
from webapp.tables.projects import PROJECTS_EXPORT
from webapp.tables.sources import SOURCES_EXPORT

LONG = frozenset({"text", "furniture"})
"""Columns of articles that grow with their texts; they are read with one text alone."""
OF_TEXTS = frozenset({"article_id", "is_sensitive", "text_sha256", *LONG})


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A table, and the order in which its rows come: one that tells them apart, by an index."""

    export: TableExport
    order: tuple[ColumnExpressionArgument[Any], ...]

    @property
    def table(self) -> ExportedTable:
        """Its columns, each with its meaning."""
        return self.export.table

    @property
    def public_id(self) -> Any:
        """The column by which one row is asked for."""
        return self.table.columns[0].of


def _articles_with(*, long: bool) -> TableExport:
    """What is known about articles, or their texts."""
    table = ARTICLES_EXPORT.table
    columns = tuple(
        one for one in table.columns if (one.name in OF_TEXTS if long else one.name not in LONG)
    )
    return replace(ARTICLES_EXPORT, table=replace(table, columns=columns))


PROJECTS = Listing(export=PROJECTS_EXPORT, order=(Project.public_id,))
ARTICLES = Listing(export=_articles_with(long=False), order=by_date())
TEXTS = Listing(export=_articles_with(long=True), order=by_date())
CLAIMS = Listing(export=CLAIMS_EXPORT, order=reading_order())
SOURCES = Listing(export=SOURCES_EXPORT, order=(Source.public_id,))
DISPUTES = Listing(export=DISPUTES_EXPORT, order=(Dispute.public_id,))
ACCOUNTS = Listing(export=ACCOUNTS_EXPORT, order=(Account.public_id,))
DISPUTE_CLAIMS = Listing(export=DISPUTE_CLAIMS_EXPORT, order=(Placement.public_id,))
ACCOUNTS_OF_ONE = replace(ACCOUNTS, order=(Account.public_id.concat(""),))
DISPUTE_CLAIMS_OF_ONE = replace(DISPUTE_CLAIMS, order=(Placement.public_id.concat(""),))
"""Those of one dispute are few: they are sorted, not looked for in the index of all."""
