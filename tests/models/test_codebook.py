"""What a new project's codebook offers."""

from sqlalchemy import select

from webapp.database import Database
from webapp.models import Codebook, Project
from webapp.models.codebook import first_codebook
from webapp.vocabulary import FIXED_CODES, CodeField


def test_a_new_codebook_offers_the_eight_statuses_with_their_keys(database: Database) -> None:
    # given
    with database.transaction() as session:
        session.add(first_codebook(Project(name="Belarus 2020"), None))

    # when
    with database.reading() as session:
        codebook = session.scalars(select(Codebook)).one()
        keys = [code.key for code in codebook.codes_of(CodeField.DISPUTE_STATUS)]
        values = {code.value for code in codebook.codes}

    # then
    assert "".join(keys) == "qwertyui"
    assert values >= FIXED_CODES
