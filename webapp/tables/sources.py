"""sources.csv: the register of who says things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnExpressionArgument, Select, select, type_coerce
from sqlalchemy.orm import Session, aliased

from webapp.limits import LONGEST_CODE, LONGEST_SOURCE_NAME
from webapp.models import Source, SourceAlias
from webapp.rules.names_seen import first_name, known_sources
from webapp.tables.bundles import TableBundle
from webapp.tables.cells import list_of, time_cell
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    id_column,
    list_column,
    text_column,
    time_column,
)
from webapp.tables.exporting import PageAsked, TableExport
from webapp.tables.importing import ImportedRows, TableImport, add_children, add_rows
from webapp.tables.moments import MomentAsCell
from webapp.tables.scope import Scope, Viewer, sources_that_leave
from webapp.vocabulary import CodeField

_Newer = aliased(Source)

SOURCES = ExportedTable(
    name="sources",
    holds="One row per source of the project’s register: who says things, once each.",
    key=("source_id",),
    columns=(
        id_column("source_id", "The source.", Source.public_id, is_needed=True),
        text_column(
            "name",
            "What it is called; no two sources share a name.",
            told=lambda _, seen: seen.name,
            to="name",
            is_needed=True,
            longest=LONGEST_SOURCE_NAME,
        ),
        code_column(
            "source_type",
            "Its usual type; a claim may say otherwise.",
            told=lambda _, seen: seen.source_type,
            to="source_type",
            longest=LONGEST_CODE,
        ),
        list_column(
            "aliases",
            "Its other names.",
            told=lambda _, seen: seen.aliases,
            longest=LONGEST_SOURCE_NAME,
        ),
        id_column(
            "merged_into",
            "The source that took its place, if two were merged.",
            told=lambda _, seen: seen.merged_into,
            to="merged_into_id",
            refers=("sources", "source_id"),
        ),
        time_column(
            "created_at",
            "When it was added.",
            told=lambda _, seen: seen.created_at,
            to="created_at",
            is_needed=True,
        ),
        time_column(
            "shared_at",
            "Since when others may choose it: with its maker’s first submission. Empty where the "
            "reader sees nobody’s tags but their own.",
            told=lambda _, seen: seen.shared_at,
            to="shared_at",
        ),
    ),
)


class _Seen(NamedTuple):
    """A source as the reader knows it."""

    name: str
    source_type: str
    aliases: Sequence[str]
    merged_into: str | None
    created_at: str
    shared_at: str


def _rows(scope: Scope, viewer: Viewer) -> Select[Any]:
    """By name; by the reader's own name for it where the register's is hidden."""
    names: list[ColumnExpressionArgument[Any]] = [Source.name, Source.public_id]
    if viewer is not None and not viewer.sees_all_tags:
        names.insert(0, first_name(viewer))
    return select(Source.id).where(*sources_that_leave(scope, viewer)).order_by(*names)


def _seen(session: Session, page: PageAsked) -> Mapping[int, _Seen]:
    if page.viewer is not None and not page.viewer.sees_all_tags:
        known = known_sources(session, page.viewer, page.ids)
        return {
            key: _Seen(own.name, own.source_type, own.aliases, None, time_cell(own.since), "")
            for key, own in known.items()
        }
    aliases: defaultdict[int, list[str]] = defaultdict(list)
    for source, name in session.execute(
        select(SourceAlias.source_id, SourceAlias.name)
        .where(SourceAlias.source_id.in_(page.keys))
        .order_by(SourceAlias.name)
    ):
        aliases[source].append(name)
    moment = MomentAsCell()
    rows = session.execute(
        select(
            Source.id,
            Source.name,
            Source.source_type,
            _Newer.public_id,
            type_coerce(Source.created_at, moment),
            type_coerce(Source.shared_at, moment),
        )
        .outerjoin(_Newer, Source.merged_into_id == _Newer.id)
        .where(Source.id.in_(page.keys))
    )
    return {
        key: _Seen(name, source_type, aliases[key], newer, created_at, shared_at)
        for key, name, source_type, newer, created_at, shared_at in rows
    }


def _check(bundle: TableBundle) -> None:
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


def _bring(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """The register, in the order in which it grew."""
    rows = bundle.rows_of("sources", by="created_at")
    add_rows(session, imported, SOURCES, Source, rows)
    aliases = [
        {"source_id": imported.keys["sources"][row["source_id"]], "name": name}
        for row in rows
        for name in dict.fromkeys(list_of(row["aliases"]))
    ]
    add_children(session, SourceAlias, aliases)


SOURCES_EXPORT = TableExport(table=SOURCES, id=Source.id, key=Source.id, rows=_rows, around=_seen)
SOURCES_IMPORT = TableImport(table=SOURCES, check=_check, bring=_bring)
