"""One source: its name, its usual type, its aliases."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.folding import folded
from webapp.models import Membership, Source
from webapp.rules.actions import Action
from webapp.rules.source_names import canonical, seen_name, sources_called
from webapp.sources.services.changing import (
    RegisterState,
    Unchanged,
    change,
    hold,
    refuse_stale,
    refuse_taken,
    with_aliases,
    without_alias,
)
from webapp.sources.snapshots import Snapshot, snapshot


def edit_source(
    session: Session, by: Membership, *, source: Source, version: int, name: str, source_type: str
) -> None:
    """Another name, another usual type or both; people still find it by the old name."""
    hold(session, source)
    refuse_stale(session, source, version)
    name = seen_name(name)
    refuse_taken(session, by, source, name)
    now = snapshot(source)
    if (name, source_type) == (now.name, now.source_type):
        raise Unchanged("Name and usual type are as they were.")
    after = {
        source.public_id: with_aliases(replace(now, name=name, source_type=source_type), now.name)
    }
    if name != now.name:
        after |= _in_exchange(session, source, name)
    action = Action.SOURCE_RENAMED if name != now.name else Action.USUAL_TYPE_CHANGED
    change(session, by, action=action, about=source, after=RegisterState(after))


def _in_exchange(session: Session, source: Source, name: str) -> dict[str, Snapshot]:
    """A source merged into this one that has exactly the new name takes the old one for it."""
    return {
        merged.public_id: replace(snapshot(merged), name=source.name)
        for merged in sources_called(session, source.project, name)
        if merged.name == name and canonical(session, merged) == source != merged
    }


def add_alias(session: Session, by: Membership, *, source: Source, version: int, name: str) -> None:
    """Another name by which people find the source."""
    hold(session, source)
    refuse_stale(session, source, version)
    name, now = seen_name(name), snapshot(source)
    if folded(name) in {folded(known) for known in (now.name, *now.aliases)}:
        raise Unchanged(f"“{name}” is a name of this source already.", field="name")
    refuse_taken(session, by, source, name)
    after = {source.public_id: with_aliases(now, name)}
    change(session, by, action=Action.ALIAS_ADDED, about=source, after=RegisterState(after))


def remove_alias(
    session: Session, by: Membership, *, source: Source, version: int, name: str
) -> None:
    """People no longer find the source by this name; no claim changes."""
    hold(session, source)
    refuse_stale(session, source, version)
    now = snapshot(source)
    if name not in now.aliases:
        raise Unchanged(f"“{name}” is no alias of this source.")
    if any(canonical(session, row) == source != row for row in _called(session, by, name)):
        raise Refusal(
            f"“{name}” was a source of its own until it was merged into this one. "
            "Split it off to make it one again."
        )
    after = {source.public_id: without_alias(now, name)}
    change(session, by, action=Action.ALIAS_REMOVED, about=source, after=RegisterState(after))


def _called(session: Session, by: Membership, name: str) -> list[Source]:
    return sources_called(session, by.project, name)
