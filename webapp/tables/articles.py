"""The columns of articles.csv."""

from __future__ import annotations

from webapp.limits import LONGEST_FACT, LONGEST_LANGUAGE
from webapp.tables.columns import Column, Kind, Table

ARTICLES = Table(
    name="articles",
    holds="One row per article, with its whole text.",
    key=("article_id",),
    signs=frozenset({"article_id", "text_sha256", "text"}),
    columns=(
        Column("article_id", Kind.ID, "The article.", is_needed=True),
        Column("title", Kind.TEXT, "Its title.", is_needed=True, longest=LONGEST_FACT),
        Column(
            "is_title_ours",
            Kind.TRUTH,
            "The text gave no title: this is its first sentence.",
            is_needed=True,
        ),
        Column(
            "outlet",
            Kind.TEXT,
            "Who printed it; empty where that is not known.",
            longest=LONGEST_FACT,
        ),
        Column("published_on", Kind.DATE, "The day of its publication; empty if not known."),
        Column("url", Kind.TEXT, "Its address, kept as a reference.", longest=LONGEST_FACT),
        Column(
            "language",
            Kind.CODE,
            "Its language, such as “en” or “pt-BR”.",
            is_needed=True,
            longest=LONGEST_LANGUAGE,
        ),
        Column(
            "is_sensitive",
            Kind.TRUTH,
            "Readers are warned before the text is shown.",
            is_needed=True,
        ),
        Column(
            "supersedes",
            Kind.ID,
            "The article of which this is the corrected version.",
            refers=("articles", "article_id"),
        ),
        Column(
            "word_count", Kind.WHOLE, "Runs of anything but blanks in the text.", is_needed=True
        ),
        Column(
            "text_sha256",
            Kind.TEXT,
            "SHA-256 of the text in UTF-8, in hexadecimal.",
            is_needed=True,
            longest=64,
        ),
        Column(
            "engine_version",
            Kind.TEXT,
            "The engine that split it; empty if none has.",
            longest=LONGEST_FACT,
        ),
        Column(
            "last_claim_number",
            Kind.WHOLE,
            "The highest number of its claims that are gone: no number is given twice.",
            is_needed=True,
        ),
        Column("created_at", Kind.TIME, "When it was imported.", is_needed=True),
        Column(
            "text",
            Kind.TEXT,
            "The text as it is stored: spans count its code points. A spreadsheet shows the "
            "first 32,767 characters of a cell.",
            is_needed=True,
        ),
        Column(
            "furniture",
            Kind.SPANS,
            "The places of the text that are no prose, as decided at import: no claim stands "
            "there. 0-0 where nothing is; empty in articles imported before that was asked, "
            "where it is what the tool takes for it.",
            most=1_000_000,
            is_later=True,
        ),
        Column(
            "copy_of",
            Kind.ID,
            "The article whose text this one prints too; that one is no copy itself.",
            refers=("articles", "article_id"),
            is_later=True,
        ),
    ),
)
