"""Changes to projects and their members."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from webapp.models import Membership, Project, User
from webapp.models.codebook import first_codebook
from webapp.models.event import Change, record
from webapp.vocabulary import Role

ADJECTIVES = ("amber", "brisk", "calm", "dusky", "early", "fair", "gentle", "humble", "keen")
NOUNS = ("alder", "birch", "cedar", "dune", "ember", "fjord", "grove", "heron", "kestrel")


def new_pseudonym() -> str:
    """Two words and four digits drawn at random: nothing leads back to a name."""
    number = secrets.randbelow(10_000)
    return f"{secrets.choice(ADJECTIVES)}-{secrets.choice(NOUNS)}-{number:04}"


def add_project(session: Session, by: User | None, *, name: str) -> Project:
    """A project with version 1 of the default codebook."""
    project = Project(name=name)
    session.add(first_codebook(project, by))
    session.flush()
    record(
        session,
        by,
        project,
        Change(
            action="project added",
            object_kind="project",
            object_id=project.public_id,
            after={"name": name},
        ),
    )
    return project


def add_member(
    session: Session, by: User | None, *, project: Project, user: User, role: Role
) -> Membership:
    """Make a user a member under a new pseudonym; the members see it in the history."""
    membership = Membership(project=project, user=user, role=role, pseudonym=new_pseudonym())
    session.add(membership)
    session.flush()
    record(
        session,
        by,
        project,
        Change(
            action="member added",
            object_kind="membership",
            object_id=membership.public_id,
            after={"role": role.value},
        ),
    )
    return membership
