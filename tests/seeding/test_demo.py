"""The demo is loaded once, however often it is asked for."""

from sqlalchemy import delete, func, select

from webapp.attribution import Engine
from webapp.database import Database
from webapp.models import (
    Account,
    Article,
    CompatibleAccounts,
    Dismissal,
    Dispute,
    Evidence,
    Membership,
    Placement,
    PlacementAnswer,
    Project,
)
from webapp.seeding import seed_demo

ROWS_OF_DISPUTES = (
    *(Dismissal, PlacementAnswer, Placement, Evidence),
    *(CompatibleAccounts, Account, Dispute),
)
"""Whatever a dispute holds, before the dispute itself."""


def test_seeding_twice_makes_nothing_twice(database: Database) -> None:
    # when
    for _ in range(2):
        with database.transaction() as session:
            seed_demo(session, Engine())

    # then
    with database.reading() as session:
        assert session.execute(select(func.count()).select_from(Project)).scalar_one() == 1
        assert session.execute(select(func.count()).select_from(Membership)).scalar_one() == 6
        assert session.execute(select(func.count()).select_from(Article)).scalar_one() == 2
        assert session.execute(select(func.count()).select_from(Dispute)).scalar_one() == 6


def test_the_demo_has_six_disputes_with_claims_under_their_accounts(database: Database) -> None:
    # when
    with database.transaction() as session:
        seed_demo(session, Engine())

    # then
    with database.reading() as session:
        disputes = session.scalars(select(Dispute).order_by(Dispute.id.desc())).all()
        placed = [[len(account.placements) for account in dispute.accounts] for dispute in disputes]
        assert disputes[0].question == "How did Alexander Taraikovsky die?"
        assert placed == [[1, 2], [3, 6], [6, 2, 2], [3, 1], [2, 1], [4, 3]]


def test_the_demos_claims_are_rows_of_its_articles_word_for_word(database: Database) -> None:
    # when
    with database.transaction() as session:
        seed_demo(session, Engine())

    # then
    with database.reading() as session:
        claims = [placement.claim for placement in session.scalars(select(Placement))]
        assert len({claim.id for claim in claims}) == len(claims)
        assert {claim.article.title != "" for claim in claims} == {True}
        assert [
            span.quote
            for claim in claims
            for span in claim.spans
            if claim.article.text[span.start : span.end] != span.quote
        ] == []


def test_disputes_that_people_took_back_do_not_come_back(database: Database) -> None:
    # given
    with database.transaction() as session:
        seed_demo(session, Engine())
        for model in ROWS_OF_DISPUTES:
            session.execute(delete(model))

    # when
    with database.transaction() as session:
        seed_demo(session, Engine())

    # then
    with database.reading() as session:
        assert session.scalars(select(Dispute)).all() == []
