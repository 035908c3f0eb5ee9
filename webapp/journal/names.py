"""What people are called before a member of their project: by pseudonyms, or by name too."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.models import Membership, User
from webapp.vocabulary import Role

ITSELF = "Counterclaim itself"


def name_for(viewer: Membership, member: Membership) -> str:
    """What a member is called before another: the pseudonym; managers read the name too."""
    if viewer.user_id == member.user_id:
        return f"You ({member.pseudonym})"
    if viewer.role == Role.MANAGER:
        return f"{member.user.display_name} ({member.pseudonym})"
    return member.pseudonym


def names_of(
    session: Session, viewer: Membership, user_ids: Iterable[int | None]
) -> dict[int | None, str]:
    """What the members call each of these users, by key; none is the program itself."""
    known = {user_id for user_id in user_ids if user_id is not None}
    members = session.scalars(
        select(Membership)
        .options(joinedload(Membership.user))
        .where(Membership.project_id == viewer.project_id, Membership.user_id.in_(known))
    )
    return {None: ITSELF} | {member.user_id: name_for(viewer, member) for member in members}


def makers_of(
    session: Session, viewer: Membership, users: Iterable[User | None]
) -> dict[int | None, str]:
    """The same for rows that name users, or nobody."""
    return names_of(session, viewer, {user.id for user in users if user})
