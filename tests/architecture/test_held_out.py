"""Of a claim that is held out from suggestions nothing of the engine reaches anybody who tags.

Everything that a member can open and take away is compared, byte for byte but for tokens, before
and after the engine has other things to say of the claims.
"""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.architecture.blind_world import (
    World,
    differing,
    furnish,
    page_of,
    seen,
    telling,
)
from webapp.database import Database
from webapp.models import Base, Claim, Project, User
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import ClaimState


def made(database: Database, people: dict[str, User], *, is_held_out: bool) -> World:
    """A project all of whose claims are proposals that were drawn alike."""
    with database.transaction() as session:
        world = furnish(session, "Held out", people, annotators=4)
        session.get_one(Project, world.project_id).held_out_percent = 10
        for claim in claims_of(session, world):
            claim.state, claim.is_held_out = ClaimState.PROPOSED, is_held_out
    return world


def claims_of(session: Session, world: World) -> list[Claim]:
    query = select(Claim).where(Claim.project_id == world.project_id).order_by(Claim.id)
    return list(session.scalars(query))


def read_otherwise(database: Database, world: World) -> None:
    """Let the engine have something else to say of every claim: who, how, why, how surely."""
    with database.transaction() as session:
        claims = claims_of(session, world)
        outer = {claim.article_id: claim.id for claim in claims}
        for claim in claims:
            start, end = claim.spans[0].start, claim.spans[0].end
            values = {
                "confidence": 0.55,
                "proposed_source_name": "Canary Name",
                "name_confidence": 0.35,
                "suggested_stance": "deny",
                "suggested_quote_form": "indirect",
                "reasons": ["canary reason"],
                "mentions": [[start, end, "pronoun", "canary note"]],
                "via_source": [[start, end, "Canary Alias"]],
                "nested_in_id": None if claim.id in outer.values() else outer[claim.article_id],
            }
            table = Base.metadata.tables["claim"]  # the version stays as pages know it
            session.execute(update(table).where(table.c.id == claim.id).values(values))
        session.expire_all()
        store_claims(session, [claim.id for claim in claims])


def all_of(
    app: Flask, database: Database, browser: FlaskClient, name: str, world: World
) -> dict[str, str]:
    """What a member can read, and which claims are called how likely."""
    asked = ("likelihood=very_likely", "likelihood=likely", "state=proposed")
    found = seen(app, database, browser, name, world)
    together = f"{world.base}/claims/together?article={world.ids['article_id']}"
    found["very likely"] = page_of(browser, together)
    lists = {one: page_of(browser, f"{world.base}/claims/?{one}") for one in asked}
    return found | lists


@pytest.mark.parametrize("reader", ["ann", "ben", "judy", "vera"])
def test_what_the_engine_says_of_a_claim_that_is_held_out_changes_nothing_that_one_reads(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    world = made(database, people, is_held_out=True)
    before = all_of(app, database, browsers[reader], reader, world)

    # when
    read_otherwise(database, world)
    after = all_of(app, database, browsers[reader], reader, world)

    # then
    assert telling(after) == set()
    assert differing(before, after) == set()


def test_managers_take_it_away_and_read_it_on_no_page(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    world = made(database, people, is_held_out=True)

    # when
    read_otherwise(database, world)
    pages = all_of(app, database, browsers["mona"], "mona", world)

    # then
    files = {key for key in pages if key.startswith("claims") and ".csv" in key}
    by_program = {"api.claims", *(key for key in pages if key.startswith("api.claim "))}
    assert telling(pages) == files | by_program


def test_of_other_claims_all_of_it_is_shown(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    world = made(database, people, is_held_out=False)

    # when
    read_otherwise(database, world)
    pages = all_of(app, database, browsers["ann"], "ann", world)

    # then
    places = {"annotations.annotate fresh", "annotations.review", "claims.index", "claims.csv"}
    assert telling(pages) >= {*places, "claims.index?source=canary", "disputes.show"}
