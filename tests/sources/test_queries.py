"""However many rows there are, a page of the register asks the database as often as with few."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_placement,
    make_project,
    make_source,
)
from tests.people import SignIn, join
from tests.statements import statements_sent
from webapp.database import Database
from webapp.models import Membership, Project, Source, SourceAlias


def fill(database: Database, count: int) -> None:
    """So many more articles, with a source, an alias, a final answer and a dispute each."""
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        (first,) = session.scalars(select(Source).where(Source.name == "Police"))
        member = session.scalars(select(Membership)).one()
        for number in range(count):
            article = make_article(
                session, project, outlet=f"Outlet {number}", published_on=date(2020, 8, 1 + number)
            )
            other = make_source(session, project)
            session.add(SourceAlias(source=other, name=f"Alias {number}"))
            claim = make_claim(session, article)
            answer = make_annotation(session, claim, member.user, sources=[first, other])
            for account in make_dispute(session, project).accounts:
                make_placement(session, account, claim, answers=[(answer, "support")])


@pytest.fixture
def register(database: Database) -> str:
    """A register of one source, with a judge before it."""
    with database.transaction() as session:
        project = make_project(session)
        join(session, project, "judy")
        police = make_source(session, project, name="Police")
        other = make_source(session, project, name="Army")
        session.add(SourceAlias(source=police, name="Officers"))
        return f"/projects/{project.public_id}/sources/|{police.public_id}|{other.public_id}"


ADDRESSES = [
    "",
    "?words=a&source_type=government",
    "{0}",
    "{0}/merge",
    "{0}/merge/{1}",
    "by-outlet",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_asks_as_often_for_many_rows_as_for_few(
    database: Database, sign_in: SignIn, register: str, address: str
) -> None:
    # given
    base, *ids = register.split("|")
    judge, path = sign_in("judy"), base + address.format(*ids)
    fill(database, 2)
    judge.get(path)
    with statements_sent(database) as few:
        assert judge.get(path).status_code == 200

    # when
    fill(database, 12)
    with statements_sent(database) as many:
        assert judge.get(path).status_code == 200

    # then
    assert len(many) == len(few)
    assert len(many) <= 26
