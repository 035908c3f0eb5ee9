"""The columns of articles.csv."""

from __future__ import annotations

from webapp.limits import LONGEST_FACT, LONGEST_LANGUAGE
from webapp.tables.columns import ColumnKind, ExportedColumn, ExportedTable

ARTICLES = ExportedTable(
    name="articles",
    holds="One row per article, with its whole text.",
    key=("article_id",),
    signs=frozenset({"article_id", "text_sha256", "text"}),
    columns=(
        ExportedColumn("article_id", ColumnKind.ID, "The article.", is_needed=True),
        ExportedColumn(
            "title", ColumnKind.TEXT, "Its title.", is_needed=True, longest=LONGEST_FACT
        ),
        ExportedColumn(
            "is_title_ours",
            ColumnKind.TRUTH,
            "The text gave no title: this is its first sentence.",
            is_needed=True,
        ),
        ExportedColumn(
            "outlet",
            ColumnKind.TEXT,
            "Who printed it; empty where that is not known.",
            longest=LONGEST_FACT,
        ),
        ExportedColumn(
            "published_on", ColumnKind.DATE, "The day of its publication; empty if not known."
        ),
        ExportedColumn(
            "url", ColumnKind.TEXT, "Its address, kept as a reference.", longest=LONGEST_FACT
        ),
        ExportedColumn(
            "language",
            ColumnKind.CODE,
            "Its language, such as “en” or “pt-BR”.",
            is_needed=True,
            longest=LONGEST_LANGUAGE,
        ),
        ExportedColumn(
            "is_sensitive",
            ColumnKind.TRUTH,
            "Readers are warned before the text is shown.",
            is_needed=True,
        ),
        ExportedColumn(
            "supersedes",
            ColumnKind.ID,
            "The article of which this is the corrected version.",
            refers=("articles", "article_id"),
        ),
        ExportedColumn(
            "word_count",
            ColumnKind.WHOLE,
            "Runs of anything but blanks in the text.",
            is_needed=True,
        ),
        ExportedColumn(
            "text_sha256",
            ColumnKind.TEXT,
            "SHA-256 of the text in UTF-8, in hexadecimal.",
            is_needed=True,
            longest=64,
        ),
        ExportedColumn(
            "engine_version",
            ColumnKind.TEXT,
            "The engine that split it; empty if none has.",
            longest=LONGEST_FACT,
        ),
        ExportedColumn(
            "last_claim_number",
            ColumnKind.WHOLE,
            "The highest number of its claims that are gone: no number is given twice.",
            is_needed=True,
        ),
        ExportedColumn("created_at", ColumnKind.TIME, "When it was imported.", is_needed=True),
        ExportedColumn(
            "text",
            ColumnKind.TEXT,
            "The text as it is stored: spans count its code points. A spreadsheet shows the "
            "first 32,767 characters of a cell.",
            is_needed=True,
        ),
        ExportedColumn(
            "furniture",
            ColumnKind.SPANS,
            "The places of the text that are no prose, as decided at import: no claim stands "
            "there. 0-0 where nothing is; empty in articles imported before that was asked, "
            "where it is what the tool takes for it.",
            most=1_000_000,
            is_later=True,
        ),
        ExportedColumn(
            "copy_of",
            ColumnKind.ID,
            "The article whose text this one prints too; that one is no copy itself.",
            refers=("articles", "article_id"),
            is_later=True,
        ),
    ),
)
