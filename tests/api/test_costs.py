"""A list for programs asks the database no more than a page of it, however much there is."""

from functools import partial

import pytest
from flask import Flask

from tests.api.asking import Program
from tests.making import (
    make_access_token,
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_member,
    make_placement,
    make_project,
    make_source,
    make_user,
)
from tests.people import SignIn
from tests.statements import statements_sent
from webapp.database import Database
from webapp.models import Membership
from webapp.vocabulary import Role

PAGES = {
    "/articles": "/articles/",
    "/claims": "/claims/",
    "/sources": "/sources/",
    "/disputes": "/disputes/",
}


@pytest.fixture
def program(app: Flask, database: Database) -> Program:
    """A program of the manager of a project of two annotators per claim."""
    with database.transaction() as session:
        project = make_project(session, annotators_per_claim=2)
        mona = make_user(session, username="mona")
        member = make_member(session, project, user=mona, role=Role.MANAGER)
        make_access_token(session, member, "counterclaim_mona")
        program = Program(app, project.public_id, "counterclaim_mona")
    grow(database, 1)
    program.answer("").close()
    return program


def grow(database: Database, count: int) -> None:
    """So many articles more, each with a claim that is answered and stands in a dispute."""
    with database.transaction() as session:
        member = session.query(Membership).first()
        assert member is not None
        for _ in range(count):
            claim = make_claim(session, make_article(session, member.project))
            source = make_source(session, member.project)
            answer = make_annotation(session, claim, member.user, sources=[source])
            dispute = make_dispute(session, member.project)
            make_placement(session, dispute.accounts[0], claim, answers=[(answer, "support")])


def asked_by(database: Database, ask: object) -> int:
    """How many statements it takes, with one that counts it, which not each request sends."""
    assert callable(ask)
    with statements_sent(database) as statements:
        assert ask().status_code == 200
    return 1 + len([one for one in statements if not one.startswith("UPDATE")])


@pytest.mark.parametrize("path", PAGES)
def test_a_list_asks_no_more_than_the_page_that_people_open(
    program: Program, database: Database, sign_in: SignIn, path: str
) -> None:
    # given
    mona, page = sign_in("mona"), f"/projects/{program.project_id}{PAGES[path]}"
    mona.get(page)

    # when
    of_people = asked_by(database, partial(mona.get, page))
    of_programs = asked_by(database, partial(program.answer, path))

    # then
    assert of_programs <= of_people


@pytest.mark.parametrize("path", [*PAGES, "/accounts", "/dispute-claims"])
def test_more_rows_take_no_more_statements(program: Program, database: Database, path: str) -> None:
    # given
    few = asked_by(database, partial(program.answer, path))

    # when
    grow(database, 12)
    many = asked_by(database, partial(program.answer, path))

    # then
    assert many == few


def test_what_opens_nothing_is_one_question(program: Program, database: Database) -> None:
    # when
    with statements_sent(database) as statements:
        answer = Program(program.app, program.project_id, "nobody").answer("/claims")

    # then
    assert answer.status_code == 401
    assert len(statements) == 1
