"""The dispute about a death, with a link by which anybody reads it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.disputes.conftest import ids
from tests.disputes.pages import Ids
from tests.making import make_read_only_link
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Dispute

__all__ = ["ids"]

TOKEN = "a-token-that-only-this-test-knows"


@pytest.fixture
def address(ids: Ids, database: Database) -> str:
    """Where the dispute is read without an account."""
    with database.transaction() as session:
        dispute = session.scalars(select(Dispute)).one()
        make_read_only_link(session, dispute, TOKEN)
        join(session, dispute.project, "mona")
    return f"/read/{TOKEN}"


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def mona(address: str, sign_in: SignIn) -> FlaskClient:
    return sign_in("mona")
