"""A claim that a team of two annotators talks about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import make_annotation, make_article, make_claim, make_project
from tests.people import join
from webapp.comments.services import write_comment
from webapp.database import Database
from webapp.models import Claim, Comment, Membership


@dataclass(frozen=True)
class Team:
    """The people of a blind project, and one claim of it."""

    claim: Claim
    anna: Membership
    ben: Membership
    vera: Membership
    judy: Membership
    mona: Membership

    def settle(self, session: Session) -> None:
        """Both annotators give the same answer."""
        for member in (self.anna, self.ben):
            make_annotation(session, self.claim, member.user)

    def claim_comments(self, session: Session) -> list[Comment]:
        """All that was said about it."""
        return list(session.scalars(select(Comment).where(Comment.claim_id == self.claim.id)))


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def team(session: Session) -> Team:
    project = make_project(session, name="Belarus", annotators_per_claim=2)
    people = join(session, project, "anna", "ben", "vera", "judy", "mona")
    for member in people:
        member.pseudonym = f"calm-{member.user.username}-0001"
    session.flush()
    return Team(make_claim(session, make_article(session, project)), *people)


@pytest.fixture
def comment(session: Session, team: Team) -> Comment:
    """By anna, on the claim."""
    return write_comment(session, team.anna, claim=team.claim, text="Is this one claim or two?")


@dataclass(frozen=True)
class Place:
    """Where the team's claim stands, by public ids."""

    project: str
    claim: str
    comments: str
    home: str
    review: str


@pytest.fixture
def place(database: Database) -> Place:
    """The same team, stored: anna has commented, and ben has too."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus", annotators_per_claim=2)
        people = join(session, project, "anna", "ben", "vera", "judy", "mona")
        for member in people:
            member.pseudonym = f"calm-{member.user.username}-0001"
        claim = make_claim(session, make_article(session, project))
        home = f"/projects/{project.public_id}/"
        review = f"{home}claims/{claim.public_id}"
        return Place(project.public_id, claim.public_id, f"{review}/comments", home, review)


Writing = Callable[[str, str], str]


@pytest.fixture
def write(database: Database, place: Place) -> Writing:
    """Lets a person of this username write; gives the comment's id."""

    def written(username: str, text: str) -> str:
        with database.transaction() as session:
            members = select(Membership).where(Membership.user.has(username=username))
            claim = session.scalars(select(Claim)).one()
            member = session.scalars(members).one()
            return write_comment(session, member, claim=claim, text=text).public_id

    return written
