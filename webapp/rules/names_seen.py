"""What sources are called before a member: by the register, or as they wrote it themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.source import Source
from webapp.models.written_name import WrittenName
from webapp.rules.blindness import names_seen_by
from webapp.rules.viewers import Viewer
from webapp.vocabulary import CodeField


@dataclass(frozen=True)
class SourceSeen:
    """The names of a source, and its usual type, as one member knows them."""

    name: str
    aliases: tuple[str, ...]
    source_type: str
    since: datetime
    """When it was added; to whoever is blind, when they first named it."""


def name_seen(link: AnnotationSource, viewer: Viewer) -> str:
    """What a source of an answer that the member may see is called before them."""
    return link.source.name if viewer.sees_all_tags else link.written


def source_seen(session: Session, viewer: Membership, source: Source) -> SourceSeen:
    """A source that the member may know of."""
    if not viewer.sees_all_tags:
        return known_sources(session, viewer, [source.id])[source.id]
    aliases = tuple(alias.name for alias in source.aliases)
    return SourceSeen(source.name, aliases, source.source_type, source.created_at)


def known_sources(
    session: Session, viewer: Membership, keys: Collection[int] | Select[int]
) -> dict[int, SourceSeen]:
    """By key, those of the sources that a blind member knows, and nothing others made of them.

    The name is the one that they wrote first, else the first in what settled claims were answered.
    """
    rows = session.execute(
        select(
            WrittenName.source_id,
            WrittenName.name,
            WrittenName.since,
            WrittenName.source_type,
            WrittenName.user_id,
        )
        .where(WrittenName.source_id.in_(keys), names_seen_by(viewer))
        .order_by(*own_first())
    )
    found: dict[int, list[Row[int, str, datetime, str, int | None]]] = {}
    for row in rows:
        found.setdefault(row.source_id, []).append(row)
    return {
        key: SourceSeen(
            names[0].name,
            tuple(sorted({row.name for row in names} - {names[0].name})),
            viewer.project.counted_as(CodeField.SOURCE_TYPE, _type_of(names)),
            names[0].since,
        )
        for key, names in found.items()
    }


def newest_sources(session: Session, viewer: Membership, count: int) -> list[SourceSeen]:
    """Of a blind member's newest answers and the newest final ones of settled claims, so many each.

    Those that they have named themselves come first.
    """
    named = select(AnnotationSource.source_id).where(_is_among_newest(viewer, count))
    return list(known_sources(session, viewer, named).values())


def _is_among_newest(viewer: Membership, count: int) -> ColumnElement[bool]:
    """In one of the member's newest answers, or of the newest final ones of settled claims."""
    own = (
        select(Answer.id)
        .where(Answer.user_id == viewer.user_id, Answer.project_id == viewer.project_id)
        .order_by(Answer.id.desc())
        .limit(count)
    )
    settled = (
        select(Claim.final_answer_id)
        .where(
            Claim.project_id + 0 == viewer.project_id,  # else all of it is read, and then sorted
            Claim.final_answer_id.is_not(None),
            Claim.is_settled == true(),
        )
        .order_by(Claim.final_answer_id.desc())
        .limit(count)
    )
    newest = union_all(select(own.subquery()), select(settled.subquery()))
    return AnnotationSource.annotation_id.in_(newest)


def own_first() -> tuple[SQLColumnExpression[Any], ...]:
    """The order in which names of one source go before each other, to a blind member."""
    is_of_all = WrittenName.user_id.is_(None)
    return (is_of_all, WrittenName.is_first.desc(), WrittenName.since, WrittenName.id)


def first_name(viewer: Membership) -> ScalarSelect[str]:
    """What a blind member calls a source, in a query of sources."""
    name = select(WrittenName.name).where(WrittenName.source_id == Source.id, names_seen_by(viewer))
    return name.order_by(*own_first()).limit(1).correlate(Source).scalar_subquery()


def _type_of(names: Iterable[Row[int, str, datetime, str, int | None]]) -> str:
    """What everybody may know of goes before one's own."""
    types = {row.user_id: row.source_type for row in names if row.source_type}
    return types.get(None) or next(iter(types.values()), "")
