"""Asking fewer people about each claim locks what is complete; asking more never unlocks it."""

import pytest
from sqlalchemy import select

from tests.databases import BOTH
from tests.disputes.pages import words
from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_dispute,
    make_member,
    make_placement,
    make_project,
    make_user,
)
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Annotation, Claim, PlacementAnswer, Project
from webapp.vocabulary import AnnotationState, ClaimState


@pytest.fixture
def path(database: Database) -> str:
    """A project that asks three; two agree about its first claim, and one has tagged another."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus", annotators_per_claim=3)
        anna, ben, *_ = join(session, project, "anna", "ben", "vera", "mona")
        make_member(session, project, user=make_user(session, username="cleo"))
        article = make_article(session, project)
        first = make_claim(session, article, state=ClaimState.ACCEPTED)
        second = make_claim(session, article, source="she", cue="believes", content=["he was shot"])
        tags = [make_annotation(session, first, one.user, note="canary") for one in (anna, ben)]
        make_annotation(session, second, anna.user)
        account = make_dispute(session, project).accounts[0]
        make_placement(session, account, first, answers=[(one, "deny") for one in tags])
        return f"/projects/{project.public_id}"


def ask(sign_in: SignIn, database: Database, path: str, annotators: int) -> None:
    """Save the number on the settings page."""
    with database.reading() as session:
        version = session.scalars(select(Project)).one().version
    form = {
        "name": "Belarus",
        "annotators_per_claim": annotators,
        "settled_by": "unanimity",
        "held_out_percent": "0",
    }
    answer = sign_in("mona").post(f"{path}/settings", data={"version": version, **form})
    assert answer.status_code == 303


def states(database: Database) -> tuple[list[str], list[str]]:
    """Those of the answers to the claims in order, and to the placement."""
    with database.reading() as session:
        tags = select(Annotation.state).order_by(Annotation.id)
        placed = select(PlacementAnswer.state).order_by(PlacementAnswer.id)
        return list(session.scalars(tags)), list(session.scalars(placed))


def first_claim(database: Database, path: str) -> str:
    with database.reading() as session:
        claim = session.scalars(select(Claim).order_by(Claim.id)).first()
        assert claim is not None
        return f"{path}/claims/{claim.public_id}"


SUBMITTED, LOCKED = AnnotationState.SUBMITTED, AnnotationState.LOCKED


@pytest.mark.on(*BOTH)
def test_asking_fewer_locks_what_is_complete_and_shows_it(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # given
    claim = first_claim(database, path)
    hidden = sign_in("vera").get(claim).text

    # when
    ask(sign_in, database, path, 2)

    # then
    assert states(database) == ([LOCKED, LOCKED, SUBMITTED], [LOCKED, LOCKED])
    assert ("canary" in hidden, "canary" in sign_in("vera").get(claim).text) == (False, True)


@pytest.mark.on(*BOTH)
def test_asking_more_hides_it_again_and_asks_who_has_not_answered(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # given
    claim = first_claim(database, path)
    ask(sign_in, database, path, 2)
    full = sign_in("cleo").get(claim).text

    # when
    ask(sign_in, database, path, 3)
    page = sign_in("cleo").get(claim).text

    # then
    assert states(database) == ([LOCKED, LOCKED, SUBMITTED], [LOCKED, LOCKED])
    assert ("canary" in full, "canary" in page) == (True, False)
    assert ('id="tags"' in full, 'id="tags"' in page) == (False, True)
    assert sign_in("cleo").post(f"{path}/review").headers["Location"].startswith(claim)
    assert "Your answer is locked." in words(sign_in("anna").get(claim).text)


def test_the_settings_say_how_many_claims_each_number_completes(sign_in: SignIn, path: str) -> None:
    # when
    page = words(sign_in("mona").get(f"{path}/settings").text)

    # then
    assert "Annotators per claim Claims complete 1 2 2 1 No claim has more than 2 answers." in page


def test_settings_of_a_project_without_answers_say_nothing_of_them(
    sign_in: SignIn, database: Database, path: str
) -> None:
    # given
    with database.transaction() as session:
        project = make_project(session, name="Empty")
        join(session, project, "mona")
        empty = f"/projects/{project.public_id}/settings"

    # then
    assert "Claims complete" not in sign_in("mona").get(empty).text
