"""Whose eyes an export has: what is hidden from a person is hidden from what they take away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from webapp.models import Annotation, Membership, Source
from webapp.rules.blindness import sources_seen_by
from webapp.rules.final_tags import visible_annotations


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One project, as one member may see it; the command line, a member of none, sees all."""

    project_id: int
    member_id: int | None = None
    with_names: bool = False

    def viewer(self, session: Session) -> Membership | None:
        """The member, with the project."""
        if self.member_id is None:
            return None
        return session.get_one(Membership, self.member_id, options=[joinedload(Membership.project)])


def sees_everything(viewer: Membership | None) -> bool:
    """Nothing of the project is hidden from this reader."""
    return viewer is None or viewer.sees_all_tags


def shown_annotations(
    annotations: Iterable[Annotation], viewer: Membership | None
) -> list[Annotation]:
    """Those that leave, the oldest first: all, or in a blind project one's own."""
    rows = sorted(annotations, key=lambda row: (row.created_at, row.public_id))
    return rows if viewer is None else visible_annotations(rows, viewer)


def shown_sources(scope: Scope, viewer: Membership | None) -> tuple[ColumnElement[bool], ...]:
    """Those of the register that leave: all, or those that the member may know of."""
    if viewer is None or viewer.sees_all_tags:
        return (Source.project_id == scope.project_id,)
    return sources_seen_by(viewer)


def people_of(session: Session, scope: Scope) -> dict[int, str]:
    """What each annotator is called in the export: a pseudonym, or a name that is theirs alone."""
    members = session.scalars(
        select(Membership)
        .options(joinedload(Membership.user))
        .where(Membership.project_id == scope.project_id)
    )
    return {
        member.user_id: f"{member.user.display_name} ({member.user.username})"
        if scope.with_names
        else member.pseudonym
        for member in members
    }
