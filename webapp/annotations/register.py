"""The project's source register, as the tag form offers and grows it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.models import Membership, Project, Source, SourceAlias, User
from webapp.models.event import Change, record

MOST_NAMES = 500
"""Suggestions that a page carries; a name beyond them is found when it is typed."""


@dataclass(frozen=True, order=True)
class KnownName:
    """A name of the register, and whose it is where it is an alias."""

    name: str
    alias_of: str
    source_type: str


def known_names(session: Session, membership: Membership) -> list[KnownName]:
    """The newest names that the member may be offered, in alphabetical order.

    What others have not submitted stays theirs.
    """
    visible = (
        Source.project_id == membership.project_id,
        Source.merged_into_id.is_(None),
        Source.shared_at.is_not(None) | (Source.created_by_id == membership.user_id),
    )
    names = session.execute(
        select(Source.name, Source.source_type)
        .where(*visible)
        .order_by(Source.id.desc())
        .limit(MOST_NAMES)
    )
    aliases = session.execute(
        select(SourceAlias.name, Source.name, Source.source_type)
        .join(SourceAlias.source)
        .where(*visible)
        .order_by(SourceAlias.id.desc())
        .limit(MOST_NAMES)
    )
    return [
        *sorted(KnownName(name, "", kind) for name, kind in names),
        *sorted(KnownName(alias, name, kind) for alias, name, kind in aliases),
    ]


def compared(name: str) -> str:
    """A copy of a name for comparing: one writing of each character, no capitals."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def source_named_or_none(session: Session, project: Project, name: str) -> Source | None:
    """The register's source of this name or alias, whatever its capitals; merged ones lead on."""
    wanted = compared(name)
    names = select(Source.id, Source.name).where(Source.project_id == project.id)
    aliases = (
        select(Source.id, SourceAlias.name)
        .join(SourceAlias.source)
        .where(Source.project_id == project.id)
    )
    for query in (names.order_by(Source.id), aliases.order_by(SourceAlias.id)):
        for source_id, known in session.execute(query):
            if compared(known) == wanted:
                return _at_the_end(session, source_id)
    return None


def _at_the_end(session: Session, source_id: int) -> Source:
    source = session.get_one(Source, source_id)
    while source.merged_into_id is not None:
        source = session.get_one(Source, source.merged_into_id)
    return source


def find_or_add_source(
    session: Session, by: User, *, project: Project, name: str, source_type: str
) -> Source:
    """The source of this name, or a new one that others see once its maker has submitted."""
    found = source_named_or_none(session, project, name)
    if found is not None:
        return found
    source = Source(
        project=project, name=" ".join(name.split()), source_type=source_type, created_by=by
    )
    try:
        with session.begin_nested():
            session.add(source)
    except IntegrityError:  # somebody else has just added it
        found = source_named_or_none(session, project, name)
        if found is None:
            raise
        return found
    record(
        session,
        by,
        project,
        Change(
            action="source added",
            object_kind="source",
            object_id=source.public_id,
            after={"name": source.name, "source_type": source.source_type},
        ),
    )
    return source
