"""Who meets the projects in which others have answered otherwise, or not at all."""

import pytest
from flask.testing import FlaskClient

from tests.architecture.blind_world import make_people
from tests.people import SignIn
from webapp.database import Database
from webapp.models import User


@pytest.fixture
def people(database: Database) -> dict[str, User]:
    """Who is in the projects, signed in by these names."""
    with database.transaction() as session:
        return make_people(session)


@pytest.fixture
def browsers(people: dict[str, User], sign_in: SignIn) -> dict[str, FlaskClient]:
    """Everybody signed in."""
    return {name: sign_in(name) for name in people}
