"""Questions about projects."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.models import Membership, Project, User


def memberships_of(session: Session, user: User) -> list[Membership]:
    """The projects that a user belongs to, by name."""
    return list(
        session.scalars(
            select(Membership)
            .join(Membership.project)
            .options(joinedload(Membership.project))
            .where(Membership.user_id == user.id, Membership.ended_at.is_(None))
            .order_by(Project.name)
        )
    )


def project_names(session: Session) -> list[str]:
    """The name of every project of the instance."""
    return list(session.scalars(select(Project.name).order_by(Project.name)))


def project_or_none(session: Session, name: str) -> Project | None:
    """The project with exactly this name."""
    return session.scalars(select(Project).where(Project.name == name)).one_or_none()
