"""What sources are called before a member: by the register, or as they wrote it themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, desc, select, true, union_all
from sqlalchemy.orm import Session, aliased

from webapp.models.annotation import AnnotationSource, Answer
from webapp.models.claim import Claim
from webapp.models.membership import Membership
from webapp.models.source import Source
from webapp.rules.blindness import answers_seen_by
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
        return known_sources(session, viewer, keys=[source.id])[source.id]
    aliases = tuple(alias.name for alias in source.aliases)
    return SourceSeen(source.name, aliases, source.source_type, source.created_at)


def known_sources(
    session: Session,
    viewer: Membership,
    *,
    keys: Collection[int] | None = None,
    newest: int | None = None,
) -> dict[int, SourceSeen]:
    """By key, the sources that a blind member knows, and nothing that others made of them.

    They are those of the member's own tags, and then those of what settled claims were answered.
    The first writing is the name. The usual type is the one that was chosen last, where a source
    speaks alone. It may be those of some keys, or of so many of the newest answers of the member
    and of the newest final ones.
    """
    wanted = is_known_to(viewer) if newest is None else (_is_among_newest(viewer, newest),)
    if keys is not None:
        wanted = (*wanted, AnnotationSource.source_id.in_(keys))
    beside = aliased(AnnotationSource)
    is_with_others = (
        select(beside.id)
        .where(
            beside.annotation_id == AnnotationSource.annotation_id,
            beside.id != AnnotationSource.id,
        )
        .exists()
    )
    rows = session.execute(
        select(
            AnnotationSource.source_id,
            AnnotationSource.written,
            Answer.created_at,
            Answer.source_type,
            ~is_with_others,
        )
        .join(AnnotationSource.answer)
        .where(*wanted)
        .order_by(*own_first(viewer))
    )
    found: dict[int, SourceSeen] = {}
    for source_id, written, since, source_type, is_alone in rows:
        seen = found.get(source_id, SourceSeen(written, (), "", since))
        others = dict.fromkeys(name for name in (*seen.aliases, written) if name != seen.name)
        counted = viewer.project.counted_as(CodeField.SOURCE_TYPE, source_type)
        kind = counted if is_alone and source_type else seen.source_type
        found[source_id] = replace(seen, aliases=tuple(sorted(others)), source_type=kind)
    return found


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


def is_known_to(viewer: Membership) -> tuple[ColumnElement[bool], ...]:
    """Answers by which a blind member knows sources: their own, and those to settled claims."""
    return (Answer.project_id == viewer.project_id, *answers_seen_by(viewer))


def own_first(viewer: Membership) -> tuple[ColumnExpressionArgument[Any], ...]:
    """The order in which their sources are named."""
    return (
        desc(Answer.user_id == viewer.user_id),
        Answer.id,
        AnnotationSource.position,
    )
