"""Rules about the source register: whose a name is, what a merge leads on to, who sees what."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.models.annotation import Annotation, AnnotationSource
from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.source import Source, SourceAlias


def is_offered_to(membership: Membership) -> tuple[ColumnElement[bool], ...]:
    """Sources that stand and that the member may know of."""
    return (*is_known_to(membership), Source.merged_into_id.is_(None))


def is_known_to(membership: Membership) -> tuple[ColumnElement[bool], ...]:
    """Sources that the member may know of: what others have not submitted is theirs.

    A name that the member has typed, too, is no secret to the member.
    """
    own = (
        select(AnnotationSource.source_id)
        .join(AnnotationSource.annotation)
        .where(
            Annotation.project_id == membership.project_id,
            Annotation.user_id == membership.user_id,
        )
    )
    return (
        Source.project_id == membership.project_id,
        Source.shared_at.is_not(None)
        | (Source.created_by_id == membership.user_id)
        | Source.id.in_(own),
    )


def ids_by_name(session: Session, viewer: Membership, names: Iterable[str]) -> dict[str, str]:
    """The public ids of the sources of these very names that the member may know of."""
    wanted = sorted(set(names))
    if not wanted:
        return {}
    query = select(Source.name, Source.public_id).where(Source.name.in_(wanted))
    return dict(session.execute(query.where(*is_offered_to(viewer))).all())


def compared(name: str) -> str:
    """A copy of a name for comparing: one writing of each character, no capitals."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def sources_called(session: Session, project: Project, name: str) -> list[Source]:
    """The sources of this very name, whatever its capitals, merged ones included."""
    wanted = compared(name)
    names = select(Source.id, Source.name).where(Source.project_id == project.id)
    return [
        session.get_one(Source, source_id)
        for source_id, known in session.execute(names.order_by(Source.id))
        if compared(known) == wanted
    ]


def source_named_or_none(session: Session, project: Project, name: str) -> Source | None:
    """The register's source of this name or alias, whatever its capitals; merged ones lead on."""
    for source in sources_called(session, project, name):
        return where_it_leads(session, source)
    wanted = compared(name)
    aliases = (
        select(SourceAlias.source_id, SourceAlias.name)
        .join(SourceAlias.source)
        .where(Source.project_id == project.id)
    )
    for source_id, known in session.execute(aliases.order_by(SourceAlias.id)):
        if compared(known) == wanted:
            return where_it_leads(session, session.get_one(Source, source_id))
    return None


def where_it_leads(session: Session, source: Source) -> Source:
    """The source itself, or the one that stands for it since it was merged."""
    while source.merged_into_id is not None:
        source = session.get_one(Source, source.merged_into_id)
    return source


def kept_standing(session: Session, source: Source) -> Source:
    """Where the source leads; nobody merges that away until this transaction ends."""
    end = where_it_leads(session, source)
    session.refresh(end, with_for_update={"read": True, "key_share": True})
    return end if end.merged_into_id is None else kept_standing(session, end)
