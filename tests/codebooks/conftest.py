"""A codebook before its manager."""

import pytest

from tests.codebooks.pages import Place
from tests.making import make_project
from tests.people import SignIn, join
from webapp.database import Database


@pytest.fixture
def place(database: Database, sign_in: SignIn) -> Place:
    """A project whose manager is Mona; Vera only reads."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus 2020")
        join(session, project, "mona", "vera", "anna")
        path = f"/projects/{project.public_id}/codebook/"
    return Place(database, sign_in("mona"), path)
