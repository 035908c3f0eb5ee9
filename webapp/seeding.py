"""Fills a demo project through the same services as the pages."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from sqlalchemy.orm import Session

from webapp.articles.decoding import decoded
from webapp.articles.services import AlreadyImported, add_article
from webapp.models import User
from webapp.projects.queries import project_or_none
from webapp.projects.services import add_member, add_project
from webapp.users.queries import user_or_none
from webapp.users.services import add_user
from webapp.vocabulary import Role

DEMO_PROJECT = "Belarus 2020"


def seeds_folder() -> Path:
    """The seed articles: in the checkout, or inside the wheel."""
    package = Path(__file__).resolve().parent
    checkout = package.parent / "seeds"
    return checkout if checkout.exists() else package / "_seeds"


def seed_demo(session: Session) -> list[User]:
    """The demo's users, one per role; makes what is missing and nothing twice."""
    project = project_or_none(session, DEMO_PROJECT) or add_project(
        session, None, name=DEMO_PROJECT
    )
    for path in sorted(seeds_folder().glob("*.txt")):
        content = path.read_bytes()
        with suppress(AlreadyImported):
            add_article(
                session,
                None,
                project=project,
                text=decoded(content, name=path.name),
                file_sha256=hashlib.sha256(content).hexdigest(),
            )
    people = []
    for role in Role:
        user = user_or_none(session, f"demo-{role}")
        if user is None:
            user = add_user(session, None, username=f"demo-{role}", display_name=f"Demo {role}")
            add_member(session, None, project=project, user=user, role=role)
        people.append(user)
    return people
