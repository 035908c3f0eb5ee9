"""The columns of outlets.csv: figures that are counted from the other tables."""

from __future__ import annotations

from webapp.tables.columns import (
    ExportedTable,
    code_column,
    number_column,
    share_column,
    text_column,
)

OUTLETS = ExportedTable(
    name="outlets",
    holds="One row per outlet and type of source that its articles quote, from final answers.",
    key=("outlet", "source_type"),
    columns=(
        text_column(
            "outlet",
            "Who printed the articles; empty where that is not known.",
            told=lambda _, figures: figures.outlet,
        ),
        code_column(
            "source_type",
            "The type of the source, as the final answers say it.",
            told=lambda _, figures: figures.source_type,
        ),
        number_column(
            "claim_count",
            "Claims of the outlet whose source is of the type.",
            told=lambda _, figures: figures.claim_count,
        ),
        share_column(
            "claim_share",
            "Their share of the outlet’s claims.",
            told=lambda _, figures: figures.claim_share,
        ),
        number_column(
            "article_count",
            "Articles of the outlet that quote the type.",
            told=lambda _, figures: figures.article_count,
        ),
        number_column(
            "leads_count",
            "Articles whose first claim is of the type.",
            told=lambda _, figures: figures.leads_count,
        ),
        number_column(
            "ends_count",
            "Articles whose last claim is of the type.",
            told=lambda _, figures: figures.ends_count,
        ),
        share_column(
            "first_place",
            "Where the type is first quoted, from 0, the start of the text, to 1, its end: the "
            "mean over the articles that quote it.",
            told=lambda _, figures: figures.first_place,
        ),
        share_column(
            "last_place",
            "Where it is last quoted, in the same way.",
            told=lambda _, figures: figures.last_place,
        ),
        number_column(
            "unnamed_count",
            "Those claims whose source is `unnamed`.",
            told=lambda _, figures: figures.unnamed_count,
        ),
        share_column(
            "unnamed_share",
            "Their share of the claims of the type.",
            told=lambda _, figures: figures.unnamed_share,
        ),
    ),
)
