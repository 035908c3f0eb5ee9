"""The names of the source register that the tag form offers."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sqlalchemy import CompoundSelect, literal, select, union_all
from sqlalchemy.orm import Session

from webapp.models.membership import Membership
from webapp.models.source import Source, SourceAlias
from webapp.rules.names_seen import newest_sources
from webapp.rules.source_names import is_offered_to
from webapp.rules.viewers import AnyReader, read_by

MOST_NAMES = 500
"""Suggestions that a page carries; a name beyond them is found when it is typed."""


class KnownName(NamedTuple):
    """A name of the register, and whose it is where it is an alias."""

    name: str
    alias_of: str
    source_type: str


def known_names(session: Session, membership: Membership) -> list[KnownName]:
    """The newest names that the member may be offered, in alphabetical order.

    What others have not submitted stays theirs; in a blind project, all that others name does.
    """
    if not membership.sees_all_tags:
        return _own_names(session, membership)
    known = sorted(KnownName(*row) for row in session.execute(_offered(), read_by(membership)))
    return sorted(known, key=lambda one: bool(one.alias_of))


@cache
def _offered() -> CompoundSelect[str, str, str]:
    visible = is_offered_to(AnyReader(sees_all_tags=True))
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
    return union_all(select(names.subquery()), select(aliases.subquery()))


def _own_names(session: Session, membership: Membership) -> list[KnownName]:
    offered = newest_sources(session, membership, MOST_NAMES)[:MOST_NAMES]
    names = [KnownName(seen.name, "", seen.source_type) for seen in offered]
    aliases = [
        KnownName(alias, seen.name, seen.source_type) for seen in offered for alias in seen.aliases
    ]
    return [*sorted(names), *sorted(aliases)]
