"""A claim in an article, and people of every kind in its project."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from tests.making import make_article, make_claim, make_member, make_project
from webapp.database import Database
from webapp.models import Article, Claim, Membership
from webapp.vocabulary import Role


@dataclass(frozen=True)
class Desk:
    """One claim, and who sits around it."""

    session: Session
    article: Article
    claim: Claim
    ann: Membership
    ben: Membership
    judge: Membership


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    """A proposal of the engine, two annotators and an adjudicator."""
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        article = make_article(session, project)
        yield Desk(
            session=session,
            article=article,
            claim=make_claim(session, article),
            ann=make_member(session, project),
            ben=make_member(session, project),
            judge=make_member(session, project, role=Role.ADJUDICATOR),
        )
