"""Fills a demo project through the same services as the pages."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from webapp.articles.files import File, drafts_of
from webapp.articles.queries import article_with_text_or_none
from webapp.articles.services import add_article
from webapp.attribution import split
from webapp.models import User
from webapp.models.people import add_user, user_or_none
from webapp.projects.queries import project_or_none
from webapp.projects.services import add_member, add_project
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
        for draft in drafts_of(File(path.name, path.read_bytes())):
            if article_with_text_or_none(session, project, draft.text_sha256) is None:
                add_article(
                    session, None, project=project, draft=draft, attributions=split(draft.text)
                )
    people = []
    for role in Role:
        user = user_or_none(session, f"demo-{role}")
        if user is None:
            user = add_user(session, None, username=f"demo-{role}", display_name=f"Demo {role}")
            add_member(session, None, project=project, user=user, role=role)
        people.append(user)
    return people
