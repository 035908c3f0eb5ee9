"""What a team does beside tagging tells nothing of others' answers: forms, rounds, another look.

As in the tests beside this one, everything that somebody can open and take away is compared in two
projects, in which others have answered otherwise, or not at all.
"""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.architecture.blind_world import (
    ANNS,
    GIVEN_BY_THE_QUEUE,
    OTHERWISE,
    TELLING,
    WORDS_ARE_SETTLED,
    World,
    answer_all,
    as_seen,
    comment,
    differing,
    furnish,
    masked,
    refused_to,
    seen,
    tag,
    telling,
    turn_masked,
)
from tests.codebooks.versions import code_of, newly_made
from tests.making import make_round
from tests.tokens import without_tokens
from webapp.codebooks.queries.earlier import counted_change, touched_or_none
from webapp.codebooks.services import drafting
from webapp.codebooks.services.asking_again import ask_at_all
from webapp.database import Database
from webapp.models import Claim, Comment, Membership, Round, User
from webapp.models.base import utc_now
from webapp.rounds.services import close_round

WORDS = {f"{view} fresh" for view in WORDS_ARE_SETTLED}
OFFER_NO_OTHER_WORDS = {"claims.merge shared", "claims.merge placed"}
"""What is refused lists the claims again that could be merged with: not those whose words stay."""
REWORDED = "reworded-stance-deny"


def two_worlds(database: Database, people: dict[str, User], annotators: int) -> list[World]:
    """Two projects that nothing tells apart but their names."""
    with database.transaction() as session:
        return [
            furnish(session, name, people, annotators=annotators) for name in ("World 1", "World 2")
        ]


def begin_round(session: Session, world: World, people: dict[str, User]) -> Round:
    """Three annotators get two of the claims."""
    mona = member_of(session, world, "mona")
    wanted = Claim.public_id.in_([world.shared, world.fresh])
    claims = session.scalars(select(Claim).where(wanted).order_by(Claim.id))
    asked = [people[name] for name in ("ben", "ann", "cleo")]
    return make_round(session, mona.project, claims, asked, number=2, name="Second")


def member_of(session: Session, world: World, name: str) -> Membership:
    query = select(Membership).where(Membership.project_id == world.project_id)
    return session.scalars(query.where(Membership.user.has(username=name))).one()


def reword(session: Session, by: Membership, stance: str) -> None:
    """A version of the codebook in which one stance is defined otherwise."""
    code = code_of(session, by, stance)
    other = replace(code, definition="Something else.")
    drafting.reword_code(session, by.user, project=by.project, code=other, seen=code.digest)
    newly_made(session, by)


def ask_where_it_can_be_asked(session: Session, by: Membership, change_id: str) -> None:
    """Ask for another look at all that the page about a change offers."""
    touched = touched_or_none(session, by.project, change_id)
    assert touched is not None
    count = counted_change(session, by.project, touched).asked_count
    if count:
        ask_at_all(session, by, change_id=change_id, count=count)


def both(
    app: Flask, database: Database, browser: FlaskClient, name: str, worlds: list[World]
) -> list[dict[str, str]]:
    """What somebody can read of either project."""
    return [masked(seen(app, database, browser, name, world)) for world in worlds]


@pytest.mark.on("sqlite")
def test_a_form_that_is_refused_says_no_more_than_the_pages(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    worlds = two_worlds(database, people, 4)
    answer_all(database, browsers, worlds[0])

    # when
    answers = [masked(refused_to(app, browsers["ann"], world)) for world in worlds]

    # then
    assert telling(answers[0]) == set()
    assert differing(*answers) == {*WORDS, *OFFER_NO_OTHER_WORDS}


@pytest.mark.on("sqlite")
def test_a_comment_that_is_hidden_is_answered_like_one_that_is_not_there(
    app: Flask, database: Database, people: dict[str, User], browsers: dict[str, FlaskClient]
) -> None:
    # given
    world = two_worlds(database, people, 4)[0]
    comment(browsers["ben"], world)
    with database.reading() as session:
        hidden = session.scalars(
            select(Comment.public_id).where(
                Comment.author.has(username="ben"), Comment.claim.has(public_id=world.shared)
            )
        ).one()

    # when
    base = f"{world.base}/claims/{world.shared}/comments"
    answers = {
        comment_id: [
            browsers["ann"].open(f"{base}/{comment_id}/{act}", method=method, data=data).text
            for act in ("edit", "resolve", "reopen", "undo")
            for method, data in (("GET", None), ("POST", {"version": "1", "text": "mine"}))
        ]
        for comment_id in (hidden, "nothing")
    }

    # then
    found, missing = (
        [without_tokens(text.replace(comment_id, "it")) for text in texts]
        for comment_id, texts in answers.items()
    )
    assert found == missing


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("reader", ["ann", "dora", "vera"])
def test_an_open_round_tells_nobody_how_far_the_others_are(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    worlds = two_worlds(database, people, 2)
    with database.transaction() as session:
        for world in worlds:
            begin_round(session, world, people)

    # when
    for claim_id in (worlds[0].shared, worlds[0].fresh):
        tag(database, browsers, "ben", worlds[0], claim_id, **TELLING)
    comment(browsers["ben"], worlds[0])
    pages = both(app, database, browsers[reader], reader, worlds)

    # then
    assert telling(pages[0]) == set()
    assert differing(*pages) == (set() if reader == "vera" else WORDS)


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("reader", ["ann", "vera"])
def test_a_round_that_closes_tells_which_claims_are_complete_and_not_how(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    worlds = two_worlds(database, people, 2)
    with database.transaction() as session:
        for world in worlds:
            begin_round(session, world, people)
    for world, values in zip(worlds, (TELLING, OTHERWISE), strict=True):
        tag(database, browsers, "ben", world, world.shared, **values)
        tag(database, browsers, "ben", world, world.fresh, **values)

    # when
    with database.transaction() as session:
        for world in worlds:
            mona = member_of(session, world, "mona")
            is_second = (Round.project_id == world.project_id, Round.number == 2)
            second = session.scalars(select(Round).where(*is_second)).one()
            close_round(session, mona, which=second, version=second.version, now=utc_now())
    pages = both(app, database, browsers[reader], reader, worlds)

    # then
    assert telling(pages[0]) == set()
    assert differing(*pages) == set()


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("reader", ["ann", "vera"])
def test_a_claim_that_somebody_found_wrong_is_only_not_given_any_more(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    worlds = two_worlds(database, people, 4)
    found = {**as_seen(database, "ben", worlds[0].fresh), "reason": "text_broken"}

    # when
    path = f"{worlds[0].base}/claims/{worlds[0].fresh}/skip"
    answer = browsers["ben"].post(path, data={**found, "note": "canary reason"})
    pages = both(app, database, browsers[reader], reader, worlds)

    # then
    assert answer.status_code == 303
    assert telling(pages[0]) == set()
    assert differing(*pages) == (set() if reader == "vera" else GIVEN_BY_THE_QUEUE)
    first, second = (turn_masked(one["projects.show"]) for one in pages)
    assert first == second


@pytest.mark.on("sqlite")
@pytest.mark.parametrize("reader", ["ann", "dora", "vera"])
def test_another_look_at_what_a_newer_codebook_touches_does_not_tell_what_was_answered(
    app: Flask,
    database: Database,
    people: dict[str, User],
    browsers: dict[str, FlaskClient],
    reader: str,
) -> None:
    # given
    worlds = two_worlds(database, people, 2)
    for world, stance in zip(worlds, ("deny", "query"), strict=True):
        tag(database, browsers, "ben", world, world.shared, **{**ANNS, "stance": stance})
        tag(database, browsers, "cleo", world, world.fresh, **{**ANNS, "stance": stance})

    # when
    for world in worlds:
        with database.transaction() as session:
            mona = member_of(session, world, "mona")
            reword(session, mona, "deny")
            ask_where_it_can_be_asked(session, mona, REWORDED)
    pages = both(app, database, browsers[reader], reader, worlds)

    # then
    assert differing(*pages) == set()
