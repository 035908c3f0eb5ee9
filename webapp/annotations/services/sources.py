"""The project's source register, as tags grow it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.journal.rows import key_of
from webapp.models import Project, Source, User
from webapp.rules.actions import Action, ObjectKind
from webapp.rules.events import Change, record
from webapp.rules.source_names import lock_canonical, lock_in_order, seen_name, source_named_or_none


def hold_known_sources(session: Session, project: Project, names: Iterable[str]) -> None:
    """Hold the sources that have these names already, in the order in which merges hold them."""
    found = (source_named_or_none(session, project, name) for name in names)
    lock_in_order(session, [source for source in found if source is not None])


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
