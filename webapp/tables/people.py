"""The people of imported tables: users who cannot sign in, so that work keeps its pseudonym."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.errors import Refusal
from webapp.models import Membership, User
from webapp.models.base import new_public_id
from webapp.rules.invitations import add_user
from webapp.tables.bundles import TableBundle
from webapp.tables.importing import ImportedRows
from webapp.vocabulary import Role


def add_people(session: Session, bundle: TableBundle, imported: ImportedRows) -> None:
    """A user for each person, deactivated and no member any more: work stays, nobody enters."""
    taken = set(
        session.scalars(
            select(Membership.pseudonym).where(Membership.project_id == imported.project.id)
        )
    )
    for pseudonym in bundle.people:
        if pseudonym in taken:
            raise Refusal(
                f"{bundle['annotations'].name}: a member of this project is called {pseudonym} "
                "already. Import the tables into another new project."
            )
        user = add_user(
            session, imported.by, username=f"imported-{new_public_id()}", display_name=pseudonym
        )
        user.deactivated_at = imported.now
        imported.people[pseudonym] = _member(session, imported, user, pseudonym)


def _member(session: Session, imported: ImportedRows, user: User, pseudonym: str) -> int:
    membership = Membership(
        project=imported.project,
        user=user,
        role=Role.ANNOTATOR,
        pseudonym=pseudonym,
        ended_at=imported.now,
    )
    session.add(membership)
    session.flush()
    return user.id
