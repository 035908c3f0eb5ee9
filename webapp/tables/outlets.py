"""The columns of outlets.csv: figures that are counted from the other tables."""

from __future__ import annotations

from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable

OUTLETS = ExportedTable(
    name="outlets",
    holds="One row per outlet and type of source that its articles quote, from final answers.",
    key=("outlet", "source_type"),
    columns=(
        ExportedColumn(
            "outlet", ColumnKind.TEXT, "Who printed the articles; empty where that is not known."
        ),
        ExportedColumn(
            "source_type", ColumnKind.CODE, "The type of the source, as the final answers say it."
        ),
        ExportedColumn(
            "claim_count", ColumnKind.WHOLE, "Claims of the outlet whose source is of the type."
        ),
        ExportedColumn("claim_share", ColumnKind.SHARE, "Their share of the outlet’s claims."),
        ExportedColumn(
            "article_count", ColumnKind.WHOLE, "Articles of the outlet that quote the type."
        ),
        ExportedColumn(
            "leads_count", ColumnKind.WHOLE, "Articles whose first claim is of the type."
        ),
        ExportedColumn("ends_count", ColumnKind.WHOLE, "Articles whose last claim is of the type."),
        ExportedColumn(
            "first_place",
            ColumnKind.SHARE,
            "Where the type is first quoted, from 0, the start of the text, to 1, its end: the "
            "mean over the articles that quote it.",
        ),
        ExportedColumn("last_place", ColumnKind.SHARE, "Where it is last quoted, in the same way."),
        ExportedColumn(
            "unnamed_count", ColumnKind.WHOLE, "Those claims whose source is `unnamed`."
        ),
        ExportedColumn("unnamed_share", ColumnKind.SHARE, "Their share of the claims of the type."),
    ),
)
