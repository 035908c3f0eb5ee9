"""A project with a manager who is signed in."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import make_member, make_project, make_user
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Event, Membership, User
from webapp.vocabulary import Role


@dataclass(frozen=True)
class Place:
    """Where the project is, and who manages it in which browser."""

    database: Database
    manager: FlaskClient
    path: str

    def member_path(self, username: str) -> str:
        """The page of one member."""
        return f"{self.path}members/{self.membership(username).public_id}"

    def membership(self, username: str) -> Membership:
        """What somebody is in the project."""
        with self.database.reading() as session:
            return session.scalars(
                select(Membership).join(Membership.user).where(User.username == username)
            ).one()

    def add(self, username: str, role: Role = Role.ANNOTATOR) -> None:
        """Another member."""
        with self.database.transaction() as session:
            manager = session.scalars(
                select(Membership).join(Membership.user).where(User.username == "mona")
            ).one()
            user = make_user(session, username=username, display_name=username.title())
            make_member(session, manager.project, user=user, role=role)

    def actions(self, session: Session) -> list[str]:
        """What the history says happened."""
        return list(session.scalars(select(Event.action).order_by(Event.id)))

    def last_action(self) -> str:
        """What happened last."""
        with self.database.reading() as session:
            return self.actions(session)[-1]


@pytest.fixture
def place(database: Database, sign_in: SignIn) -> Place:
    """A project that Mona manages alone."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus 2020")
        mona = make_user(session, username="mona", display_name="Mona M.")
        make_member(session, project, user=mona, role=Role.MANAGER)
        path = f"/projects/{project.public_id}/"
    return Place(database, sign_in("mona"), path)
