"""Whose eyes an export has: what is hidden from a person is hidden from what they take away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from webapp.models import Membership, Source
from webapp.rules.articles import is_in_work
from webapp.rules.blindness import (
    answers_seen_by,
    comments_seen_by,
    final_tags_seen_by,
    sources_seen_by,
)
from webapp.rules.held_out import shows_suggestions
from webapp.vocabulary import Role

Viewer = Membership | None
"""A member; none for the command line, from which nothing is hidden."""
Conditions = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One project, as one member may see it; the command line, a member of none, sees all."""

    project_id: int
    member_id: int | None = None
    with_names: bool = False
    with_withdrawn: bool = True
    """What comes back keeps withdrawn articles, marked; what is for reading alone does not."""

    def viewer(self, session: Session) -> Viewer:
        """The member, with the project."""
        if self.member_id is None:
            return None
        return session.get_one(Membership, self.member_id, options=[joinedload(Membership.project)])


def sees_everything(viewer: Viewer) -> bool:
    """Nothing of the project is hidden from this reader."""
    return viewer is None or viewer.sees_all_tags


def annotations_that_leave(viewer: Viewer) -> Conditions:
    """All; to the blind their own, and of settled claims what was submitted."""
    return () if viewer is None else answers_seen_by(viewer)


def comments_that_leave(viewer: Viewer) -> Conditions:
    """All; in a blind project one's own, and those on settled claims."""
    return () if viewer is None else comments_seen_by(viewer)


def final_tags_that_leave(viewer: Viewer) -> Conditions:
    """All; to the blind those of settled claims."""
    return () if viewer is None else final_tags_seen_by(viewer)


def suggestions_that_leave(viewer: Viewer) -> Conditions:
    """Those of the engine for every claim; to all but managers no more than pages show."""
    is_shown_all = viewer is None or viewer.role is Role.MANAGER
    return () if is_shown_all else (shows_suggestions(),)


def articles_that_leave(scope: Scope) -> Conditions:
    """All, or those in the work; of rows that are joined with their article."""
    return () if scope.with_withdrawn else is_in_work()


def sources_that_leave(scope: Scope, viewer: Viewer) -> Conditions:
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
