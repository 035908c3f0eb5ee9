"""Rules about the source register: whose a name is, what a merge leads on to, who sees what."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import chain

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from webapp.errors import Damaged, Refusal
from webapp.folding import folded, has_something_to_see
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.source import Source, SourceAlias
from webapp.rules.blindness import sources_seen_by
from webapp.rules.names_seen import own_sources

log = logging.getLogger(__name__)


def is_offered_to(membership: Membership) -> tuple[ColumnElement[bool], ...]:
    """Sources that stand and that the member may know of."""
    return (*sources_seen_by(membership), Source.merged_into_id.is_(None))


def ids_by_name(session: Session, viewer: Membership, names: Iterable[str]) -> dict[str, str]:
    """The public ids of the sources of these very names that the member may know of."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    if not viewer.sees_all_tags:
        return _ids_by_own_name(session, viewer, wanted)
    query = select(Source.name, Source.public_id).where(Source.name.in_(wanted))
    return dict(session.execute(query.where(*is_offered_to(viewer))).all())


def _ids_by_own_name(session: Session, viewer: Membership, wanted: list[str]) -> dict[str, str]:
    """By every name that the member has written for a source."""
    query = select(Source.id, Source.public_id).where(*is_offered_to(viewer))
    ids = dict(session.execute(query).all())
    found: dict[str, str] = {}
    for key, seen in own_sources(session, viewer).items():
        for name in (seen.name, *seen.aliases):
            if name in wanted and key in ids:
                found.setdefault(name, ids[key])
    return found


def seen_name(name: str) -> str:
    """The name in one line; refuses one in which there is nothing to see."""
    if not has_something_to_see(name):
        raise Refusal("There is nothing to see in this name. Type it.", field="name")
    return " ".join(name.split())


def sources_called(session: Session, project: Project, name: str) -> list[Source]:
    """The sources of this folded name, merged ones included, one that is written so first."""
    names = select(Source.id, Source.name).where(Source.project_id == project.id)
    rows = session.execute(names.order_by(Source.id))
    return [session.get_one(Source, key) for key in _alike(rows, name)]


def source_named_or_none(session: Session, project: Project, name: str) -> Source | None:
    """The register's source of this folded name or alias; merged ones lead on.

    One that is written so counts before one that only looks so, then a name before an alias.
    """
    names = select(Source.id, Source.name).where(Source.project_id == project.id)
    aliases = (
        select(SourceAlias.source_id, SourceAlias.name)
        .join(SourceAlias.source)
        .where(Source.project_id == project.id)
    )
    rows = chain(
        session.execute(names.order_by(Source.id)),
        session.execute(aliases.order_by(SourceAlias.id)),
    )
    found = next(iter(_alike(rows, name)), None)
    return None if found is None else canonical(session, session.get_one(Source, found))


def _alike(rows: Iterable[Row[int, str]], name: str) -> list[int]:
    """The keys of the rows with this folded name, those that are written so first."""
    wanted = folded(name)
    alike = [(known != name, key) for key, known in rows if folded(known) == wanted]
    return [key for _, key in sorted(alike, key=lambda one: one[0])]


def canonical(session: Session, source: Source) -> Source:
    """The source itself, or the one that stands for it since it was merged.

    The way is walked in one statement, which meets no row twice: it ends, whatever the rows say.
    """
    if source.merged_into_id is None:
        return source
    start = select(Source.id, Source.merged_into_id).where(Source.id == source.id)
    way = start.cte(recursive=True)
    step = select(Source.id, Source.merged_into_id).join(way, Source.id == way.c.merged_into_id)
    way = way.union(step)
    end = select(Source).join(way, Source.id == way.c.id).where(Source.merged_into_id.is_(None))
    found = session.scalars(end).one_or_none()
    if found is None:
        log.error("the merges of source %s lead in a circle", source.public_id)
        raise Damaged(
            "The register is damaged: this source was merged in a circle. "
            "Tell the operator, who can restore a backup."
        )
    return found


def lock_canonical(session: Session, source: Source) -> Source:
    """Where the source leads; nobody merges that away until this transaction ends."""
    end = canonical(session, source)
    session.refresh(end, with_for_update={"read": True, "key_share": True})
    return end if end.merged_into_id is None else lock_canonical(session, end)
