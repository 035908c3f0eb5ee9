"""An adjudicator, and a claim on which two annotators differ."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.adjudication.settling import answered, team
from tests.people import join
from webapp.database import Database
from webapp.models import Claim, Membership


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def claim(session: Session) -> Claim:
    """Two annotators have answered it; they differ on the stance."""
    return answered(session, team(session), {"stance": "support"}, {"stance": "deny"})


@pytest.fixture
def judy(session: Session, claim: Claim) -> Membership:
    """Who settles."""
    (member,) = join(session, claim.article.project, "judy")
    return member
