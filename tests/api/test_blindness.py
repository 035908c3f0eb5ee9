"""A program is as blind as its owner: what it is not told, it cannot ask for by an id either."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.api.asking import Program, program_of
from tests.databases import BOTH
from tests.making import (
    make_adjudication,
    make_annotation,
    make_article,
    make_claim,
    make_project,
    make_source,
)
from tests.people import join
from webapp.database import Database
from webapp.models import Claim, Membership

pytestmark = pytest.mark.on(*BOTH)
NAME = "Canary Name"


@pytest.fixture
def annas(app: Flask, database: Database) -> Program:
    """A program of anna's; ben has answered the one claim, she has not."""
    with database.transaction() as session:
        project = make_project(session, name="Blind", annotators_per_claim=2)
        _, ben, _ = join(session, project, "anna", "ben", "judy")
        claim = make_claim(session, make_article(session, project))
        source = make_source(session, project, name=NAME)
        make_annotation(session, claim, ben.user, sources=[source], note="canary note")
    return program_of(app, database, "anna", "Blind")


def ids_of_source(app: Flask, database: Database) -> list[str]:
    """What an adjudicator's program reads."""
    judys = program_of(app, database, "judy", "Blind")
    return [row["source_id"] for row in judys.rows("/sources")]


def test_what_others_answered_is_neither_listed_nor_found_by_its_id(
    app: Flask, database: Database, annas: Program
) -> None:
    # given
    (source,) = ids_of_source(app, database)

    # when
    (claim,) = annas.rows("/claims")
    there, nowhere = annas.answer(f"/sources/{source}"), annas.answer("/sources/bcdfghjkmnpqrstv")

    # then
    assert annas.rows("/sources") == []
    assert (there.status_code, there.text) == (404, nowhere.text)
    assert (claim["final_by"], claim["annotator_count"], claim["source_name"]) == (
        "unresolved",
        0,
        [],
    )
    assert annas.read(f"/claims/{claim['claim_id']}") == claim


def test_once_a_claim_is_settled_a_program_reads_it_and_its_source(
    app: Flask, database: Database, annas: Program
) -> None:
    # given
    (source,) = ids_of_source(app, database)
    with database.transaction() as session:
        judy = session.scalars(select(Membership).where(Membership.user.has(username="judy"))).one()
        (answer,) = session.scalars(select(Claim)).one().annotations
        named = [one.source for one in answer.sources]
        make_adjudication(session, answer.claim, judy.user, sources=named)

    # when
    (claim,) = annas.rows("/claims")

    # then
    assert (claim["final_by"], claim["source_name"]) == ("adjudicated", [NAME])
    assert [row["source_id"] for row in annas.rows("/sources")] == [source]
    assert annas.read(f"/sources/{source}")["name"] == NAME
