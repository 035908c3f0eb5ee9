"""In a blind project nobody learns anything of another's answer, from any address or table.

Everything that ann can open and take away is compared, byte for byte but for tokens, before and
after others have answered: tags, a note, a source of a telling name, the same as ann's answer,
another one, and how a claim stands in a dispute. What tells something stands in docs/access.md.
"""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.architecture.blind_world import (
    ANNS,
    GIVEN_BY_THE_QUEUE,
    TELLING,
    WORDS_ARE_SETTLED,
    answer_all,
    differing,
    furnish,
    masked,
    named_by,
    seen,
    tag,
    telling,
    turn_masked,
)
from webapp.database import Database
from webapp.models import Claim, Project, Source, User
from webapp.vocabulary import ClaimState


@pytest.mark.parametrize("reader", ["ann", "vera"])
def test_others_answers_change_nothing_that_one_can_read(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    with database.transaction() as session:
        world = furnish(session, "Blind", people, annotators=4)
    before = seen(app, database, browsers[reader], reader, world)

    # when
    answer_all(database, browsers, world)
    after = seen(app, database, browsers[reader], reader, world)

    # then
    told = {*(f"{view} fresh" for view in WORDS_ARE_SETTLED), *GIVEN_BY_THE_QUEUE}
    assert differing(before, after) == (told if reader == "ann" else set())
    assert telling(after) == set()
    first, second = (turn_masked(one["projects.show"]) for one in (before, after))
    assert first == second


def test_those_who_settle_read_it_all_and_so_does_everybody_where_one_person_tags(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    with database.transaction() as session:
        world = furnish(session, "Blind", people, annotators=4)
    answer_all(database, browsers, world)
    settling = seen(app, database, browsers["judy"], "judy", world)

    # when
    with database.transaction() as session:
        session.get_one(Project, world.project_id).annotators_per_claim = 1
    everybody = seen(app, database, browsers["ann"], "ann", world)

    # then
    places = {
        "annotations.annotate fresh",
        "annotations.review",
        "annotations.csv",
        "claims.csv",
        "claims.history fresh",
        "claims.index",
        "comments.csv",
        "comments.show fresh",
        "sources.csv",
        "sources.index",
    }
    assert telling(settling) >= places
    assert telling(everybody) >= places


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("typed", ["Canary Name", "canary  NAME", "Canary Alias"])
def test_a_name_that_others_have_made_is_used_as_if_it_were_new(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    typed: str,
) -> None:
    # given
    with database.transaction() as session:
        answered, untouched = (
            furnish(session, name, people, annotators=4) for name in ("World 1", "World 2")
        )
    answer_all(database, browsers, answered)

    # when
    pages = []
    for world in (answered, untouched):
        values = {"source": typed, "source_type": "witness", "stance": "query", "step": "draft"}
        tag(database, browsers, "ann", world, world.fresh, **values)
        here = world.naming(named_by(database, "ann", world))
        pages.append(masked(seen(app, database, browsers["ann"], "ann", here)))

    # then
    with database.reading() as session:
        named = Source.name.icontains("canary"), Source.project_id == answered.project_id
        assert session.scalars(select(Source.name).where(*named)).all() == ["Canary Name"]
    assert differing(*pages) == {f"{view} fresh" for view in WORDS_ARE_SETTLED}
    assert " ".join(typed.split()) in pages[0]["sources.show"]


@pytest.mark.on("sqlite")
def test_a_submission_that_accepts_a_proposal_looks_like_an_acceptance(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    with database.transaction() as session:
        submitted, accepted = (
            furnish(session, name, people, annotators=4) for name in ("World 1", "World 2")
        )
        for claim in session.scalars(select(Claim)):
            claim.state = ClaimState.PROPOSED
        session.flush()
        version = claim.version

    # when
    tag(database, browsers, "ben", submitted, submitted.fresh, **TELLING)
    path = f"/projects/{accepted.ids['project_id']}/claims/{accepted.fresh}/accept"
    answer = browsers["ben"].post(path, data={"version": version})

    # then
    pages = [
        masked(seen(app, database, browsers["ann"], "ann", world))
        for world in (submitted, accepted)
    ]
    assert answer.status_code == 303
    assert differing(*pages) == {f"{view} fresh" for view in WORDS_ARE_SETTLED}
    assert "Claim accepted" in pages[0]["history.index"]


@pytest.mark.on("sqlite")
@pytest.mark.parametrize(("reader", "is_told"), [("ann", False), ("judy", True)])
def test_nobody_feels_out_an_answer_by_changing_their_own(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
    is_told: bool,
) -> None:
    # given
    with database.transaction() as session:
        world = furnish(session, "Blind", people, annotators=4)
    tag(database, browsers, "ben", world, world.fresh, **{**ANNS, "stance": "deny"})

    # when
    pages: dict[str, str] = {}
    for stance in ("support", "query", "deny"):
        tag(database, browsers, "ann", world, world.fresh, **{**ANNS, "stance": stance})
        pages |= seen(app, database, browsers[reader], reader, world)

    # then
    for name in ("exports.index", "api.openapi", "api.tokens"):
        del pages[name]  # they explain the words
    told = {key for key, text in pages.items() if "unanimous" in text or "final tags" in text}
    assert bool(told) is is_told
