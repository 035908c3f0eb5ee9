"""Bringing back sources.csv."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.exports.restoring.bundle import Bundle
from webapp.exports.restoring.restorer import Restored, Restorer, add_rows, link_rows
from webapp.models import Source, SourceAlias
from webapp.tables.cells import list_of, time_of
from webapp.vocabulary import CodeField


def _check(bundle: Bundle) -> None:
    """Refuse two sources of one name, and types that are no codes."""
    sheet, types = bundle["sources"], bundle.codes_of(CodeField.SOURCE_TYPE)
    names: dict[str, int] = {}
    for number, row in sheet.rows():
        first = names.setdefault(row["name"], number)
        if first != number:
            raise sheet.refusal(number, f"the name of row {first} stands here again.")
        if row["source_type"] and row["source_type"] not in types:
            words = f"source_type is “{row['source_type']}”, not in {bundle['codebook'].name}."
            raise sheet.refusal(number, words)


def _restore(session: Session, bundle: Bundle, restored: Restored) -> None:
    """The register, in the order in which it grew."""
    rows = sorted((row for _, row in bundle["sources"].rows()), key=lambda row: row["created_at"])
    restored.sources.update(
        add_rows(
            session,
            Source,
            [
                {
                    "public_id": row["source_id"],
                    "project_id": restored.project.id,
                    "name": row["name"],
                    "source_type": row["source_type"],
                    "created_at": time_of(row["created_at"]),
                    "shared_at": time_of(row["shared_at"]),
                }
                for row in rows
            ],
        )
    )
    merged = {row["source_id"]: row["merged_into"] for row in rows if row["merged_into"]}
    link_rows(session, Source, "merged_into_id", restored.sources, merged)
    aliases = [
        {"source_id": restored.sources[row["source_id"]], "name": name}
        for row in rows
        for name in dict.fromkeys(list_of(row["aliases"]))
    ]
    if aliases:
        session.execute(insert(SourceAlias), aliases)


SOURCES_BACK = Restorer(check=_check, restore=_restore)
