"""A register with two sources that are one, and people of every kind around it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from tests.making import make_article, make_project, make_source
from tests.people import join
from webapp.database import Database
from webapp.models import Article, Membership, Source, SourceAlias


@dataclass(frozen=True)
class Register:
    """Police and The police, in a project for which two people tag each claim."""

    session: Session
    article: Article
    police: Source
    the_police: Source
    anna: Membership
    ben: Membership
    judy: Membership

    @property
    def names(self) -> tuple[str, list[str], str, list[str]]:
        """Both names with their aliases, as they stand in the database."""
        self.session.expire_all()
        rows = (self.police, self.the_police)
        first, second = ([alias.name for alias in row.aliases] for row in rows)
        return self.police.name, first, self.the_police.name, second


@pytest.fixture
def register(database: Database) -> Iterator[Register]:
    """Two sources with an alias each."""
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        police = make_source(session, project, name="Police", source_type="security_forces")
        the_police = make_source(session, project, name="The police")
        session.add(SourceAlias(source=police, name="Officers"))
        session.add(SourceAlias(source=the_police, name="Cops"))
        session.flush()
        article = make_article(session, project)
        people = join(session, project, "anna", "ben", "judy")
        yield Register(session, article, police, the_police, *people)
