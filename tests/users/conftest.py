"""A person with a password."""

import pytest

from tests.making import make_user
from webapp.database import Database
from webapp.passwords import hash_of_new

PASSWORD = "three quiet herons"


@pytest.fixture
def anna(database: Database) -> str:
    """Anna, who has a password; her public id."""
    with database.transaction() as session:
        kept = hash_of_new(PASSWORD, username="anna")
        user = make_user(session, username="anna", display_name="Anna", password_hash=kept)
        return user.public_id
