"""Questions about whom a comment may call."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.comments.pages import MemberToCall
from webapp.journal.names import name_for
from webapp.models import Membership, Project


def members_to_call(
    session: Session, project: Project, also: Collection[int] = ()
) -> Sequence[Membership]:
    """The project's members by pseudonym, and those of these keys who are none any more."""
    is_current = Membership.ended_at.is_(None)
    return session.scalars(
        select(Membership)
        .options(joinedload(Membership.user))
        .where(Membership.project_id == project.id, or_(is_current, Membership.id.in_(also)))
        .order_by(Membership.pseudonym)
    ).all()


def others_to_call(session: Session, viewer: Membership) -> list[MemberToCall]:
    """The other members, as the viewer calls them."""
    members = members_to_call(session, viewer.project)
    others = (one for one in members if one.user_id != viewer.user_id)
    return [MemberToCall(one.pseudonym, name_for(viewer, one)) for one in others]
