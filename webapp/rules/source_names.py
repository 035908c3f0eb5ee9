"""Rules about the source register: whose a name is, what a merge leads on to, who sees what."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session, contains_eager

from webapp.errors import Damaged, Refusal
from webapp.folding import folded, has_something_to_see
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.source import Source, SourceAlias
from webapp.models.written_name import WrittenName
from webapp.rules.blindness import names_seen_by, sources_seen_by
from webapp.rules.viewers import AnyReader, Reader, read_by

log = logging.getLogger(__name__)


def is_offered_to(viewer: Reader) -> tuple[ColumnElement[bool], ...]:
    """Sources that stand and that the member may know of."""
    return (*sources_seen_by(viewer), Source.merged_into_id.is_(None))


def ids_by_name(session: Session, viewer: Membership, names: Iterable[str]) -> dict[str, str]:
    """The public ids of the sources of these very names that the member may know of."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    if not viewer.sees_all_tags:
        return _ids_by_own_name(session, viewer, wanted)
    return dict(session.execute(_named_so(), {"names": wanted, **read_by(viewer)}).all())


@cache
def _named_so() -> Select[str, str]:
    is_wanted = Source.name.in_(bindparam("names", expanding=True))
    query = select(Source.name, Source.public_id).where(is_wanted)
    return query.where(*is_offered_to(AnyReader(sees_all_tags=True)))


def _ids_by_own_name(session: Session, viewer: Membership, wanted: list[str]) -> dict[str, str]:
    """By every name that the member knows of a source, and their own before all others."""
    query = (
        select(WrittenName.name, Source.public_id)
        .join(Source, Source.id == WrittenName.source_id)
        .where(
            WrittenName.project_id == viewer.project_id,
            names_seen_by(viewer),
            WrittenName.name.in_(wanted),
            Source.merged_into_id.is_(None),
        )
        .order_by(WrittenName.user_id.is_(None), WrittenName.link_id)
    )
    found: dict[str, str] = {}
    for name, public_id in session.execute(query):
        found.setdefault(name, public_id)
    return found


def seen_name(name: str) -> str:
    """The name in one line; refuses one in which there is nothing to see."""
    if not has_something_to_see(name):
        raise Refusal("There is nothing to see in this name. Type it.", field="name")
    return " ".join(name.split())


def sources_called(session: Session, project: Project, name: str) -> list[Source]:
    """The sources of this folded name, merged ones included, one that is written so first."""
    asked = {"project_id": project.id, "folded": folded(name), "name": name}
    return list(session.scalars(_called(), asked))


@cache
def _called() -> Select[Source]:
    is_of_project = Source.project_id == bindparam("project_id")
    query = select(Source).where(is_of_project, Source.folded_name == bindparam("folded"))
    return query.order_by(Source.name != bindparam("name"), Source.id)


@cache
def _also_called() -> Select[SourceAlias]:
    is_of_project = Source.project_id == bindparam("project_id")
    return (
        select(SourceAlias)
        .join(SourceAlias.source)
        .options(contains_eager(SourceAlias.source))
        .where(is_of_project, SourceAlias.folded_name == bindparam("folded"))
        .order_by(SourceAlias.id)
    )


def source_named_or_none(session: Session, project: Project, name: str) -> Source | None:
    """The register's source of this folded name or alias; merged ones lead on.

    One that is written so counts before one that only looks so, then a name before an alias.
    """
    named = sources_called(session, project, name)
    asked = {"project_id": project.id, "folded": folded(name)}
    aliases = session.scalars(_also_called(), asked)
    known = [*((one.name, one) for one in named), *((one.name, one.source) for one in aliases)]
    found = next((source for written, source in known if written == name), None)
    found = found or next((source for _, source in known), None)
    return None if found is None else canonical(session, found)


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


def lock_in_order(session: Session, sources: Iterable[Source]) -> None:
    """Hold where these lead, as `lock_canonical` does, in the order in which merges hold them."""
    keys = {canonical(session, source).id for source in sources}
    if len(keys) > 1:
        ordered = select(Source.id).where(Source.id.in_(keys)).order_by(Source.id)
        session.execute(ordered.with_for_update(read=True, key_share=True))


def lock_canonical(session: Session, source: Source) -> Source:
    """Where the source leads; nobody merges that away until this transaction ends."""
    end = canonical(session, source)
    session.refresh(end, with_for_update={"read": True, "key_share": True})
    return end if end.merged_into_id is None else lock_canonical(session, end)
