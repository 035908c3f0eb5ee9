"""A claim in an article, and people of every kind in its project."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from tests.claims.pages import GOVERNMENT, PARTNER, TEXT, Place
from tests.making import make_article, make_claim, make_project
from tests.people import CAST, join
from webapp.database import Database
from webapp.journal.history import events_about
from webapp.journal.undoing import undo
from webapp.models import Article, Claim, Event, Membership
from webapp.rules.actions import ObjectKind


@dataclass(frozen=True)
class Desk:
    """One claim, and who sits around it."""

    session: Session
    article: Article
    claim: Claim
    anna: Membership
    ben: Membership
    judy: Membership


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    """A proposal of the engine, two annotators and an adjudicator."""
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        article = make_article(session, project)
        claim = make_claim(session, article)
        yield Desk(session, article, claim, *join(session, project, "anna", "ben", "judy"))


def events_of(desk: Desk, claim: Claim) -> list[Event]:
    """What happened to the claim, newest first."""
    this = ObjectKind.CLAIM, claim.public_id
    return events_about(desk.session, desk.article.project, *this)


def undo_change(
    session: Session, by: Membership, *, claim_id: str, version: int | None = None
) -> Event:
    """Take back the member's last change to a claim."""
    return undo(session, by, ObjectKind.CLAIM, claim_id, version=version)


@pytest.fixture
def place(database: Database) -> Place:
    """A blind project of two claims, with the whole cast."""
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        join(session, project, *CAST)
        article = make_article(session, project, text=TEXT)
        first = make_claim(session, article, **GOVERNMENT)
        second = make_claim(session, article, **PARTNER)
        return Place(
            project.public_id, article.public_id, first.public_id, second.public_id, database
        )
