"""The columns of outlets.csv: figures that are counted from the other tables."""

from __future__ import annotations

from webapp.tables.columns import Column, Kind, Table

OUTLETS = Table(
    name="outlets",
    holds="One row per outlet and type of source that its articles quote, from final answers.",
    key=("outlet", "source_type"),
    columns=(
        Column("outlet", Kind.TEXT, "Who printed the articles; empty where that is not known."),
        Column("source_type", Kind.CODE, "The type of the source, as the final answers say it."),
        Column("claim_count", Kind.WHOLE, "Claims of the outlet whose source is of the type."),
        Column("claim_share", Kind.SHARE, "Their share of the outlet’s claims."),
        Column("article_count", Kind.WHOLE, "Articles of the outlet that quote the type."),
        Column("leads_count", Kind.WHOLE, "Articles whose first claim is of the type."),
        Column("ends_count", Kind.WHOLE, "Articles whose last claim is of the type."),
        Column(
            "first_place",
            Kind.SHARE,
            "Where the type is first quoted, from 0, the start of the text, to 1, its end: the "
            "mean over the articles that quote it.",
        ),
        Column("last_place", Kind.SHARE, "Where it is last quoted, in the same way."),
        Column("unnamed_count", Kind.WHOLE, "Those claims whose source is `unnamed`."),
        Column("unnamed_share", Kind.SHARE, "Their share of the claims of the type."),
    ),
)
