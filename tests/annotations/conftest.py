"""A claim to tag: by its row, and by the address of its page."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.annotations.pages import TEXT, Ids
from tests.making import make_article, make_claim, make_project
from tests.people import join
from webapp.annotations.queries.claims import words_digest
from webapp.database import Database
from webapp.models import Claim, User


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def claim(session: Session) -> Claim:
    """A proposal in a project that is blind."""
    project = make_project(session, annotators_per_claim=2)
    return make_claim(session, make_article(session, project))


@pytest.fixture
def anna(session: Session, claim: Claim) -> User:
    (member,) = join(session, claim.article.project, "anna")
    return member.user


@pytest.fixture
def ids(database: Database) -> Ids:
    """A blind project with anna and ben as annotators, vera who reads, and two proposals."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus", annotators_per_claim=2)
        join(session, project, "anna", "ben", "vera")
        article = make_article(session, project, text=TEXT)
        first = make_claim(
            session, article, proposed_source_name="Government of Belarus", confidence=0.96
        )
        second = make_claim(
            session, article, source="his partner", cue="says", content=["he was shot"]
        )
        return Ids(
            project.public_id,
            article.public_id,
            first.public_id,
            second.public_id,
            words=words_digest(first),
        )
