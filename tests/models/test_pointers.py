"""No row leads to itself, and a walk along rows that lead in a circle ends by itself."""

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.making import (
    make_article,
    make_claim,
    make_dispute,
    make_member,
    make_project,
    make_source,
)
from tests.people import SignIn
from webapp.database import Database
from webapp.errors import Damaged
from webapp.models import Article, Base, Claim, Dispute, Source, User
from webapp.rules.source_names import source_named_or_none
from webapp.vocabulary import Role

POINTERS = [
    (table.name, column.name)
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if any(key.column.table is table for key in column.foreign_keys)
    if table.name != "event"  # append-only: it names an event that was there before it
]


def test_the_pointers_are_all_that_there_are() -> None:
    assert {table for table, _ in POINTERS} == {"article", "claim", "dispute", "source"}
    assert len(POINTERS) == 7


@pytest.mark.parametrize(("table", "pointer"), POINTERS)
def test_no_row_leads_to_itself(database: Database, table: str, pointer: str) -> None:
    # given
    with database.transaction() as session:
        claim = make_claim(session)
        make_source(session, claim.article.project)
        make_dispute(session, claim.article.project)
        session.execute(update(Dispute).values(state="merged"))
    rows = Base.metadata.tables[table]

    # when / then
    with (
        pytest.raises(IntegrityError, match=f"ck_{table}_{pointer.removesuffix('_id')}"),
        database.transaction() as session,
    ):
        session.execute(update(rows).values({pointer: rows.c.id}))


def in_a_circle(database: Database) -> str:
    """A source and another one, each merged into the other; gives the project's address."""
    with database.transaction() as session:
        project = make_project(session, name="Minsk")
        article = make_article(session, project)
        make_claim(session, article)
        one = make_source(session, project, name="Police", public_id="sourcepolice0000")
        other = make_source(session, project, name="Cops", merged_into=one)
        one.merged_into = other
        user = session.scalars(select(User).where(User.username == "mona")).one_or_none()
        make_member(session, project, role=Role.MANAGER, **({"user": user} if user else {}))
        return f"/projects/{project.public_id}"


def test_a_name_that_leads_in_a_circle_is_said_to_be_damaged(database: Database) -> None:
    # given
    in_a_circle(database)

    # when / then
    with database.reading() as session:
        project = session.scalars(select(Source)).first().project  # type: ignore[union-attr]  # two
        with pytest.raises(Damaged, match="merged in a circle"):
            source_named_or_none(session, project, "police")


def test_the_page_of_a_source_that_leads_in_a_circle_answers(
    database: Database, sign_in: SignIn
) -> None:
    # given
    mona = sign_in("mona")
    home = in_a_circle(database)

    # when
    answer = mona.get(f"{home}/sources/sourcepolice0000")

    # then
    assert answer.status_code == 500
    assert "merged in a circle" in answer.text


def test_tagging_with_a_source_that_leads_in_a_circle_is_refused_and_nothing_waits(
    database: Database, sign_in: SignIn
) -> None:
    # given
    mona = sign_in("mona")
    home = in_a_circle(database)
    with database.reading() as session:
        claim = session.scalars(select(Claim.public_id)).one()
    page = mona.get(f"{home}/claims/{claim}").text
    words = page.partition('name="words" value="')[2].partition('"')[0]

    # when
    sent = {"version": "0", "words": words, "step": "draft", "source": "Police"}
    answer = mona.post(f"{home}/claims/{claim}", data=sent)
    sent["source"] = "The government"
    after = mona.post(f"{home}/claims/{claim}", data=sent)

    # then
    assert "merged in a circle" in answer.text
    assert after.status_code == 303


def test_articles_that_correct_one_another_can_be_read(database: Database, sign_in: SignIn) -> None:
    # given
    mona = sign_in("mona")
    home = in_a_circle(database)
    with database.transaction() as session:
        one = session.scalars(select(Article)).one()
        one.supersedes_id = make_article(session, one.project, supersedes_id=one.id).id
        public_id = one.public_id

    # then
    assert mona.get(f"{home}/articles/{public_id}").status_code == 200
    assert mona.get(f"{home}/articles/").status_code == 200
