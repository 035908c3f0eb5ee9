"""The members of a project who are there, and those of them who may tag."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, contains_eager

from webapp.models.membership import Membership
from webapp.models.project import Project
from webapp.models.user import User
from webapp.vocabulary import Role


def are_there(
    member: type[Membership] = Membership, user: type[User] = User
) -> tuple[ColumnElement[bool], ...]:
    """What `Membership.is_there` says of a row, of members that are joined with their users."""
    return (member.ended_at.is_(None), user.deactivated_at.is_(None))


def annotators_of(project: Project) -> Select[Membership]:
    """Members who may tag, by name."""
    return (
        select(Membership)
        .join(Membership.user)
        .options(contains_eager(Membership.user))
        .where(
            Membership.project_id == project.id,
            Membership.role != Role.VIEWER,
            *are_there(),
        )
        .order_by(User.display_name, Membership.id)
    )


def members_named(session: Session, project: Project, ids: Collection[str]) -> list[Membership]:
    """Those of the members who may tag that have these public ids, by name."""
    return list(session.scalars(annotators_of(project).where(Membership.public_id.in_(ids))))


def all_stay(session: Session, people: Sequence[Membership]) -> bool:
    """Nobody of them has left, or leaves until this transaction is done."""
    session.execute(
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(Membership.id.in_([member.id for member in people]))
        .order_by(Membership.id)
        .with_for_update(read=True)
    ).all()
    for member in people:
        session.refresh(member)
        session.refresh(member.user)
    return all(member.is_there for member in people)
