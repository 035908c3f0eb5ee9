"""The project's source register, as the tag form offers and grows it."""

from __future__ import annotations

from sqlalchemy import literal, select, union_all
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.annotations.pages import KnownName
from webapp.journal.rows import key_of
from webapp.models import Membership, Project, Source, SourceAlias, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.names_seen import own_sources
from webapp.rules.source_names import is_offered_to, lock_canonical, seen_name, source_named_or_none

MOST_NAMES = 500
"""Suggestions that a page carries; a name beyond them is found when it is typed."""


def known_names(session: Session, membership: Membership) -> list[KnownName]:
    """The newest names that the member may be offered, in alphabetical order.

    What others have not submitted stays theirs; in a blind project, all that others name does.
    """
    if not membership.sees_all_tags:
        return _own_names(session, membership)
    visible = is_offered_to(membership)
    names = (
        select(Source.name, literal("").label("alias_of"), Source.source_type)
        .where(*visible)
        .order_by(Source.id.desc())
        .limit(MOST_NAMES)
    )
    aliases = (
        select(SourceAlias.name, Source.name.label("alias_of"), Source.source_type)
        .join(SourceAlias.source)
        .where(*visible)
        .order_by(SourceAlias.id.desc())
        .limit(MOST_NAMES)
    )
    both = union_all(select(names.subquery()), select(aliases.subquery()))
    known = sorted(KnownName(*row) for row in session.execute(both))
    return sorted(known, key=lambda one: bool(one.alias_of))


def _own_names(session: Session, membership: Membership) -> list[KnownName]:
    newest = list(own_sources(session, membership).values())[-MOST_NAMES:]
    names = [KnownName(seen.name, "", seen.source_type) for seen in newest]
    aliases = [
        KnownName(alias, seen.name, seen.source_type) for seen in newest for alias in seen.aliases
    ]
    return [*sorted(names), *sorted(aliases)]


def find_or_add_source(
    session: Session, by: User, *, project: Project, name: str, source_type: str
) -> Source:
    """The source of this name, or a new one that others see once its maker has submitted."""
    found = source_named_or_none(session, project, name)
    if found is not None:
        return lock_canonical(session, found)
    source = Source(project=project, name=seen_name(name), source_type=source_type, created_by=by)
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
            action=Action.SOURCE_ADDED,
            object_kind=ObjectKind.SOURCE,
            object_id=source.public_id,
            after={key_of(source): {"name": source.name, "source_type": source.source_type}},
        ),
    )
    return source
