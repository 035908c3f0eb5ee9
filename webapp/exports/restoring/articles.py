"""Bringing back articles.csv."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy.orm import Session

from webapp.attribution.text.furniture_lines import FurnitureKind
from webapp.attribution.text.spans import NOWHERE
from webapp.exports.restoring.bundle import Bundle
from webapp.exports.restoring.restorer import Restored, Restorer, add_rows, link_rows
from webapp.limits import LANGUAGE, MAX_ARTICLE_BYTES, is_web_address
from webapp.models import Article
from webapp.tables.cells import date_of, spans_of, time_of, truth_of, whole_of
from webapp.tables.readers import Sheet
from webapp.tables.writers import Row


def _check(bundle: Bundle) -> None:
    """Refuse texts that are not those that left, or that could not have been imported."""
    sheet = bundle["articles"]
    copies = {row["article_id"] for _, row in sheet.rows() if row["copy_of"]}
    for number, row in sheet.rows():
        _check_article(sheet, number, row)
        if row["copy_of"] in copies:
            raise sheet.refusal(number, "copy_of leads to an article that is a copy itself.")


def _restore(session: Session, bundle: Bundle, restored: Restored) -> None:
    """Every text as it was, in the order in which they were imported."""
    rows = sorted((row for _, row in bundle["articles"].rows()), key=lambda row: row["created_at"])
    values = [
        {
            "public_id": row["article_id"],
            "project_id": restored.project.id,
            "text": row["text"],
            "text_sha256": row["text_sha256"],
            "word_count": len(row["text"].split()),
            "title": row["title"],
            "is_title_ours": truth_of(row["is_title_ours"]),
            "outlet": row["outlet"],
            "published_on": date_of(row["published_on"]),
            "url": row["url"],
            "language": row["language"],
            "is_sensitive": truth_of(row["is_sensitive"]),
            "furniture": _furniture(row["furniture"]),
            "engine_version": row["engine_version"],
            "last_claim_number": whole_of(row["last_claim_number"]),
            "created_by_id": restored.by.id if restored.by else None,
            "created_at": time_of(row["created_at"]),
        }
        for row in rows
    ]
    restored.articles.update(add_rows(session, Article, values))
    corrected = {row["article_id"]: row["supersedes"] for row in rows if row["supersedes"]}
    link_rows(session, Article, "supersedes_id", restored.articles, corrected)
    copies = {row["article_id"]: row["copy_of"] for row in rows if row["copy_of"]}
    link_rows(session, Article, "copy_of_id", restored.articles, copies)


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
    if row["url"] and not is_web_address(row["url"]):
        raise sheet.refusal(number, "the url must start with http:// or https://.")


def _check_furniture(sheet: Sheet, number: int, row: Row) -> None:
    spans = spans_of(row["furniture"])
    is_none = spans == [NOWHERE]
    edges = [edge for span in spans for edge in span]
    is_good = sorted(set(edges)) == edges and (not edges or edges[-1] <= len(row["text"]))
    if not is_good and not is_none:
        raise sheet.refusal(number, "furniture has places that overlap or stand outside the text.")


def _furniture(cell: str) -> list[Any] | None:
    """The places as articles keep them; None where nothing was decided."""
    spans = spans_of(cell)
    if not spans:
        return None
    kind = FurnitureKind.BY_HAND.value
    return [[start, end, kind] for start, end in spans if start < end]


ARTICLES_BACK = Restorer(check=_check, restore=_restore)
