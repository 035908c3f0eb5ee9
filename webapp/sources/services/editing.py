"""One source: its name, its usual type, its aliases."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.folding import folded
from webapp.journal.refusals import Unchanged
from webapp.journal.rows import values_of
from webapp.journal.sources import hold
from webapp.journal.values import Values
from webapp.models import Membership, Source
from webapp.rules.actions import Action
from webapp.rules.source_names import canonical, seen_name, sources_called
from webapp.sources.services.changing import (
    change,
    refuse_stale,
    refuse_taken,
    with_aliases,
    without_alias,
)


def edit_source(
    session: Session, by: Membership, *, source: Source, version: int, name: str, source_type: str
) -> None:
    """Another name, another usual type or both; people still find it by the old name."""
    hold(session, [source])
    refuse_stale(session, source, version)
    name = seen_name(name)
    refuse_taken(session, by, source, name)
    now = values_of(source)
    if (name, source_type) == (now["name"], now["source_type"]):
        raise Unchanged("Name and usual type are as they were.")
    after = {source: with_aliases({**now, "name": name, "source_type": source_type}, source.name)}
    if name == source.name:
        change(session, by, Action.USUAL_TYPE_CHANGED, after)
    else:
        change(session, by, Action.SOURCE_RENAMED, after | _in_exchange(session, source, name))


def _in_exchange(session: Session, source: Source, name: str) -> dict[Source, Values]:
    """A source merged into this one that has exactly the new name takes the old one for it."""
    return {
        merged: {**values_of(merged), "name": source.name}
        for merged in sources_called(session, source.project, name)
        if merged.name == name and canonical(session, merged) == source != merged
    }


def add_alias(session: Session, by: Membership, *, source: Source, version: int, name: str) -> None:
    """Another name by which people find the source."""
    hold(session, [source])
    refuse_stale(session, source, version)
    name, now = seen_name(name), values_of(source)
    if folded(name) in {folded(known) for known in (source.name, *now["aliases"])}:
        raise Unchanged(f"“{name}” is a name of this source already.", field="name")
    refuse_taken(session, by, source, name)
    change(session, by, Action.ALIAS_ADDED, {source: with_aliases(now, name)})


def remove_alias(
    session: Session, by: Membership, *, source: Source, version: int, name: str
) -> None:
    """People no longer find the source by this name; no claim changes."""
    hold(session, [source])
    refuse_stale(session, source, version)
    now = values_of(source)
    if name not in now["aliases"]:
        raise Unchanged(f"“{name}” is no alias of this source.")
    if any(canonical(session, row) == source != row for row in _called(session, by, name)):
        raise Refusal(
            f"“{name}” was a source of its own until it was merged into this one. "
            "Split it off to make it one again."
        )
    change(session, by, Action.ALIAS_REMOVED, {source: without_alias(now, name)})


def _called(session: Session, by: Membership, name: str) -> list[Source]:
    return sources_called(session, by.project, name)
