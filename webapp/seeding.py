"""Fills a demo project through the same services as the pages."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.models import User
from webapp.projects.queries import project_or_none
from webapp.projects.services import add_member, add_project
from webapp.users.queries import user_or_none
from webapp.users.services import add_user
from webapp.vocabulary import Role

DEMO_PROJECT = "Belarus 2020"


def seed_demo(session: Session) -> list[User]:
    """The demo's users, one per role; makes what is missing and nothing twice."""
    project = project_or_none(session, DEMO_PROJECT) or add_project(
        session, None, name=DEMO_PROJECT
    )
    people = []
    for role in Role:
        user = user_or_none(session, f"demo-{role}")
        if user is None:
            user = add_user(session, None, username=f"demo-{role}", display_name=f"Demo {role}")
            add_member(session, None, project=project, user=user, role=role)
        people.append(user)
    return people
