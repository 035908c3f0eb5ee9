"""articles.csv: the texts, and what is known about them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from webapp.attribution.text.furniture_lines import FurnitureKind
from webapp.attribution.text.spans import NOWHERE, TextSpan
from webapp.limits import (
    LANGUAGE,
    LONGEST_FACT,
    LONGEST_LANGUAGE,
    LONGEST_REASON,
    MAX_ARTICLE_BYTES,
    is_web_address,
)
from webapp.models import Article
from webapp.models.article import stored_places
from webapp.rules.articles import by_date
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import spans_of
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    date_column,
    id_column,
    number_column,
    spans_column,
    text_column,
    time_column,
    truth_column,
)
from webapp.tables.exporting import TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_rows
from webapp.tables.readers import Row, Sheet
from webapp.tables.scope import Scope, Viewer, articles_that_leave

_Corrected, _Head = aliased(Article), aliased(Article)


def _struck(places: list[Any] | None) -> Sequence[TextSpan]:
    """The places that were struck; an empty place says that it was decided and none is."""
    stored = stored_places(places)
    return () if stored is None else stored or [NOWHERE]


ARTICLES = ExportedTable(
    name="articles",
    holds="One row per article, with its whole text.",
    key=("article_id",),
    columns=(
        id_column("article_id", "The article.", Article.public_id, is_needed=True),
        text_column("title", "Its title.", Article.title, is_needed=True, longest=LONGEST_FACT),
        truth_column(
            "is_title_ours",
            "The text gave no title: this is its first sentence.",
            Article.is_title_ours,
            is_needed=True,
        ),
        text_column(
            "outlet",
            "Who printed it; empty where that is not known.",
            Article.outlet,
            longest=LONGEST_FACT,
        ),
        date_column(
            "published_on", "The day of its publication; empty if not known.", Article.published_on
        ),
        text_column("url", "Its address, kept as a reference.", Article.url, longest=LONGEST_FACT),
        code_column(
            "language",
            "Its language, such as “en” or “pt-BR”.",
            Article.language,
            is_needed=True,
            longest=LONGEST_LANGUAGE,
        ),
        truth_column(
            "is_sensitive",
            "Readers are warned before the text is shown.",
            Article.is_sensitive,
            is_needed=True,
        ),
        id_column(
            "supersedes",
            "The article of which this is the corrected version.",
            _Corrected.public_id,
            to="supersedes_id",
            refers=("articles", "article_id"),
        ),
        number_column(
            "word_count",
            "Runs of anything but blanks in the text.",
            Article.word_count,
            follows=True,
            is_needed=True,
        ),
        text_column(
            "text_sha256",
            "SHA-256 of the text in UTF-8, in hexadecimal.",
            Article.text_sha256,
            is_needed=True,
            longest=64,
        ),
        text_column(
            "engine_version",
            "The engine that split it; empty if none has.",
            Article.engine_version,
            longest=LONGEST_FACT,
        ),
        number_column(
            "last_claim_number",
            "The highest number of its claims that are gone: no number is given twice.",
            Article.last_claim_number,
            is_needed=True,
        ),
        time_column("created_at", "When it was imported.", Article.created_at, is_needed=True),
        text_column(
            "text",
            "The text as it is stored: spans count its code points. A spreadsheet shows the "
            "first 32,767 characters of a cell.",
            Article.text,
            is_needed=True,
        ),
        spans_column(
            "furniture",
            "The places of the text that are no prose, as decided at import: no claim stands "
            "there. 0-0 where nothing is; empty in articles imported before that was asked, "
            "where it is what the tool takes for it.",
            Article.furniture,
            told=lambda places, _: _struck(places),
            most=1_000_000,
            is_later=True,
        ),
        id_column(
            "copy_of",
            "The article whose text this one prints too; that one is no copy itself.",
            _Head.public_id,
            to="copy_of_id",
            refers=("articles", "article_id"),
            is_later=True,
        ),
        time_column(
            "withdrawn_at",
            "Since when it is out of the work; empty while it is in it. Count no others.",
            Article.withdrawn_at,
            is_later=True,
        ),
        text_column(
            "withdrawn_because",
            "Why it was taken out.",
            Article.withdrawn_because,
            longest=LONGEST_REASON,
            is_later=True,
        ),
    ),
)


def _rows(scope: Scope, _: Viewer) -> Select[Any]:
    return (
        select(Article.id)
        .outerjoin(_Corrected, Article.supersedes_id == _Corrected.id)
        .outerjoin(_Head, Article.copy_of_id == _Head.id)
        .where(Article.project_id == scope.project_id, *articles_that_leave(scope))
        .order_by(*by_date())
    )


def _check(bundle: TableBundle) -> None:
    """Refuse texts that are not those that left, or that could not have been imported."""
    sheet = bundle["articles"]
    copies = {row["article_id"] for _, row in sheet.rows() if row["copy_of"]}
    for number, row in sheet.rows():
        _check_article(sheet, number, row)
        if row["copy_of"] in copies:
            raise sheet.refusal(number, "copy_of leads to an article that is a copy itself.")


def _check_article(sheet: Sheet, number: int, row: Row) -> None:
    text = row["text"].encode()
    if hashlib.sha256(text).hexdigest() != row["text_sha256"]:
        raise sheet.refusal(
            number, "the text is not the one that was exported: its text_sha256 differs."
        )
    if len(text) > MAX_ARTICLE_BYTES:
        raise sheet.refusal(number, "the text is over 1 MB.")
    if not LANGUAGE.fullmatch(row["language"]):
        words = f"language is “{row['language']}”, and has to be a code such as en, de or pt-BR."
        raise sheet.refusal(number, words)
    _check_furniture(sheet, number, row)
    if bool(row["withdrawn_at"]) != bool(row["withdrawn_because"]):
        words = "withdrawn_at and withdrawn_because belong together: one of them is empty."
        raise sheet.refusal(number, words)
    if row["url"] and not is_web_address(row["url"]):
        raise sheet.refusal(number, "the url must start with http:// or https://.")


def _check_furniture(sheet: Sheet, number: int, row: Row) -> None:
    spans = spans_of(row["furniture"])
    is_none = spans == [NOWHERE]
    edges = [edge for span in spans for edge in span]
    is_good = sorted(set(edges)) == edges and (not edges or edges[-1] <= len(row["text"]))
    if not is_good and not is_none:
        raise sheet.refusal(number, "furniture has places that overlap or stand outside the text.")


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """Every text as it was, in the order in which they were imported."""
    rows = bundle.rows_of("articles", by="created_at")
    add_rows(session, imported, ARTICLES, Article, rows, partial(_besides, imported))


def _besides(imported: ImportedRows, row: Row) -> dict[str, Any]:
    return {
        "word_count": len(row["text"].split()),
        "furniture": _places(row["furniture"]),
        "created_by_id": imported.by.id if imported.by else None,
    }


def _places(cell: str) -> list[Any] | None:
    """The places as articles keep them; None where nothing was decided."""
    spans = spans_of(cell)
    if not spans:
        return None
    kind = FurnitureKind.BY_HAND.value
    return [[start, end, kind] for start, end in spans if start < end]


ARTICLES_EXPORT = TableExport(
    table=ARTICLES, id=Article.id, key=Article.id, rows=_rows, page_size=20
)
ARTICLES_IMPORT = TableImport(table=ARTICLES, check=_check, bring=_bring)
