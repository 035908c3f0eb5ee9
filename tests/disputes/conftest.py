"""A dispute about a death, the claims that speak to it, and people of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.disputes.pages import Ids
from tests.making import make_article, make_claim, make_dispute, make_member, make_project
from tests.people import SignIn
from webapp.database import Database
from webapp.models import Account, Article, Claim, Dispute, Membership
from webapp.vocabulary import Role


@dataclass(frozen=True)
class Room:
    """One dispute with two accounts, three claims, and who looks at them; tags are blind."""

    session: Session
    article: Article
    dispute: Dispute
    device: Account
    shot: Account
    killed: Claim
    hole: Claim
    believes: Claim
    ann: Membership
    ben: Membership
    judge: Membership
    reader: Membership


def furnish(session: Session) -> Room:
    """The room's rows, in a project that asks two people about each claim."""
    project = make_project(session, annotators_per_claim=2)
    article = make_article(session, project, outlet="PA Media")
    dispute = make_dispute(session, project)
    device, shot = dispute.accounts
    return Room(
        session=session,
        article=article,
        dispute=dispute,
        device=device,
        shot=shot,
        killed=make_claim(session, article),
        hole=make_claim(
            session,
            article,
            source="his partner",
            cue="told The Associated Press",
            content=["there were no marks on his hands, just a hole in his chest"],
        ),
        believes=make_claim(
            session, article, source="she", cue="believes", content=["he was shot"]
        ),
        ann=make_member(session, project),
        ben=make_member(session, project),
        judge=make_member(session, project, role=Role.ADJUDICATOR),
        reader=make_member(session, project, role=Role.VIEWER),
    )


@pytest.fixture
def room(database: Database) -> Iterator[Room]:
    """The room inside one transaction."""
    with database.transaction() as session:
        yield furnish(session)


@pytest.fixture
def ids(database: Database) -> Ids:
    """The room, kept; ann, ben, the adjudicator and the viewer may sign in."""
    with database.transaction() as session:
        room = furnish(session)
        members = (room.ann, room.ben, room.judge, room.reader)
        project = f"/projects/{room.dispute.project.public_id}"
        return Ids(
            project=project,
            dispute=f"{project}/disputes/{room.dispute.public_id}",
            accounts=(room.device.public_id, room.shot.public_id),
            claims=(room.killed.public_id, room.hole.public_id, room.believes.public_id),
            people=tuple(member.user.username for member in members),  # type: ignore[arg-type]  # four
        )


@pytest.fixture
def ann(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in(ids.people[0])


@pytest.fixture
def ben(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in(ids.people[1])


@pytest.fixture
def judge(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in(ids.people[2])


@pytest.fixture
def reader(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in(ids.people[3])
