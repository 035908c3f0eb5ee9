"""Which exported table a file holds, by the names of its columns."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.tables.readers import header_of

SIGNS = {
    "codebook": {"field", "since_version"},
    "sources": {"source_id", "source_type"},
    "articles": {"article_id", "text_sha256", "text"},
    "claims": {"claim_id", "final_by"},
    "annotations": {"annotation_id", "claim_id"},
    "adjudications": {"adjudication_id", "claim_id"},
    "rounds": {"round_id", "started_at"},
    "disputes": {"dispute_id", "question"},
    "accounts": {"account_id", "statement"},
    "dispute_claims": {"placement_id", "position"},
    "dispute_answers": {"placement_id", "annotation_id"},
    "evidence": {"evidence_id", "bearing"},
    "verdicts": {"verdict_id", "rating"},
    "comments": {"comment_id", "mentions"},
}
"""Columns that no other table has together; the first table whose signs are there is meant."""


def exported_table_or_none(columns: Iterable[str]) -> str | None:
    """The name of the table that has these columns, among others or in another order."""
    found = set(columns)
    return next((name for name, signs in SIGNS.items() if signs <= found), None)


def table_in(content: bytes) -> str | None:
    """The name of the table that a file holds by its first line, if it is one of ours."""
    return exported_table_or_none(header_of(content))
