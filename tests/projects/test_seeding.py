"""The demo is loaded once, however often it is asked for."""

from sqlalchemy import func, select

from webapp.database import Database
from webapp.models import Article, Membership, Project
from webapp.seeding import seed_demo


def test_seeding_twice_makes_nothing_twice(database: Database) -> None:
    # when
    for _ in range(2):
        with database.transaction() as session:
            seed_demo(session)

    # then
    with database.reading() as session:
        assert session.execute(select(func.count()).select_from(Project)).scalar_one() == 1
        assert session.execute(select(func.count()).select_from(Membership)).scalar_one() == 4
        assert session.execute(select(func.count()).select_from(Article)).scalar_one() == 2
