"""A dispute about a death, the claims that speak to it, and people of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.disputes.pages import Ids
from tests.making import make_article, make_claim, make_dispute, make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Account, Article, Claim, Dispute, Membership


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
    anna: Membership
    ben: Membership
    judy: Membership
    vera: Membership


def furnish(session: Session) -> Room:
    """The room's rows, in a project that asks two people about each claim."""
    project = make_project(session, annotators_per_claim=2)
    article = make_article(session, project, outlet="PA Media")
    dispute = make_dispute(session, project)
    device, shot = dispute.accounts
    anna, ben, judy, vera = join(session, project, "anna", "ben", "judy", "vera")
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
        anna=anna,
        ben=ben,
        judy=judy,
        vera=vera,
    )


@pytest.fixture
def room(database: Database) -> Iterator[Room]:
    """The room inside one transaction."""
    with database.transaction() as session:
        yield furnish(session)


@pytest.fixture
def ids(database: Database) -> Ids:
    """The room, kept; its people may sign in."""
    with database.transaction() as session:
        room = furnish(session)
        project = f"/projects/{room.dispute.project.public_id}"
        return Ids(
            project=project,
            dispute=f"{project}/disputes/{room.dispute.public_id}",
            accounts=(room.device.public_id, room.shot.public_id),
            claims=(room.killed.public_id, room.hole.public_id, room.believes.public_id),
        )


@pytest.fixture
def anna(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in("anna")


@pytest.fixture
def ben(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in("ben")


@pytest.fixture
def judy(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in("judy")


@pytest.fixture
def vera(ids: Ids, sign_in: SignIn) -> FlaskClient:
    return sign_in("vera")
