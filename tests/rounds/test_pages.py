"""The pages of rounds: a preview, the rounds side by side, closing; and what annotators read."""

import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.making import (
    make_annotation,
    make_article,
    make_claims,
    make_project,
    make_round,
)
from tests.people import SignIn, join
from tests.reliability.conftest import compute
from webapp.database import Database
from webapp.models import Claim, Codebook, Project, Round

WORDS = [f"“{number}”" for number in range(6)]


@dataclass(frozen=True)
class Ids:
    """What addresses name."""

    project: str
    people: dict[str, str]

    @property
    def base(self) -> str:
        return f"/projects/{self.project}/rounds"


@pytest.fixture
def ids(database: Database) -> Ids:
    """Mona manages six claims, Judy adjudicates, anna and ben are to tag them."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus", annotators_per_claim=2)
        members = join(session, project, "anna", "ben", "judy", "mona")
        article = make_article(session, project, text=" ".join(WORDS), title="Six words")
        make_claims(session, article, WORDS)
        return Ids(project.public_id, {one.user.username: one.public_id for one in members})


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def start(mona: FlaskClient, ids: Ids, **changes: object) -> str:
    """The page after a round of two claims for anna and ben was sent."""
    people = [ids.people[name] for name in ("anna", "ben")]
    sent = {"count": "2", "seed": "1", "shown": "2", "person": people, **changes}
    return mona.post(f"{ids.base}/start", data=sent, follow_redirects=True).text


def begun(database: Database, **changes: object) -> str:
    """A round of the first two claims, which anna and ben have answered."""
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        claims = session.scalars(select(Claim).order_by(Claim.number).limit(2)).all()
        people = [one.user for one in project.memberships if one.user.username in ("anna", "ben")]
        which = make_round(session, project, claims, people, **changes)
        for claim, stances in zip(claims, (("support", "support"), ("deny", "query")), strict=True):
            for person, stance in zip(people, stances, strict=True):
                make_annotation(session, claim, person, stance=stance)
        compute(session, project.id)
        return which.public_id


def test_the_number_is_shown_before_anything_is_given(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    asked = "&".join(f"person={ids.people[name]}" for name in ("anna", "ben"))

    # when
    page = words_of(sign_in("mona").get(f"{ids.base}/start?count=4&{asked}").text)

    # then
    assert "4 claims, given to 2 people Drawn from 6 claims that are in no round" in page
    with database.reading() as session:
        assert session.scalars(select(Round)).all() == []


def test_annotators_are_ticked_at_first(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("mona").get(f"{ids.base}/start").text

    # then
    ticked = re.findall(r'name="person" value="(\w+)" checked', page)
    assert set(ticked) == {ids.people["anna"], ids.people["ben"]}


def test_who_ticks_nobody_is_told_to_choose(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = sign_in("mona").get(f"{ids.base}/start?count=4&title=&outlet=&words=&seed=1").text

    # then
    assert "Choose two to nine people." in page
    assert "<title>Error: Start a round" in page
    assert not re.findall(r'name="person" value="(\w+)" checked', page)


def test_a_round_begins_and_its_people_read_what_is_left(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = words_of(start(sign_in("mona"), ids, name="Trial", note="“Deny” is told apart."))

    # then
    assert "Trial has begun: 2 claims, given to 2 people." in page
    assert "Round 1: Trial" in page
    assert "“Deny” is told apart." in page
    home = words_of(sign_in("anna").get(f"/projects/{ids.project}/").text)
    assert "Trial : 2 of 2 to do." in home


def test_a_plan_that_is_another_one_by_now_is_refused(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = words_of(start(sign_in("mona"), ids, shown="3"))

    # then
    assert "Nothing was started: look at the numbers again." in page


def test_two_people_are_the_least(sign_in: SignIn, ids: Ids) -> None:
    # when
    page = words_of(start(sign_in("mona"), ids, person=[ids.people["anna"]]))

    # then
    assert "Choose 2 to 9 people." in page


def test_a_project_with_one_annotator_per_claim_says_how_to_get_there(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        session.scalars(select(Project)).one().annotators_per_claim = 1

    # when
    page = words_of(sign_in("mona").get(f"{ids.base}/start").text)

    # then
    assert "Set that to two or more in the settings for the time of a round." in page


def test_rounds_stand_side_by_side_with_their_agreement(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    begun(database)
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        newer = Codebook(project=project, number=2)
        session.add(newer)
        session.flush()
        make_round(session, project, [], [project.memberships[0].user], number=2, codebook=newer)

    # when
    page = words_of(sign_in("judy").get(f"{ids.base}/").text)

    # then
    assert "Version 2 , changed since round 1" in page
    assert re.search(r"Stance α 0\.\d\d", page)
    assert "nothing to compare" in page


def test_closing_shows_what_is_missing_and_happens_once(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    mona = sign_in("mona")
    start(mona, ids)
    with database.reading() as session:
        address = f"{ids.base}/{session.scalars(select(Round)).one().public_id}/close"

    # when
    before = words_of(mona.get(address).text)
    after = words_of(mona.post(address, data={"version": "1"}, follow_redirects=True).text)
    again = mona.post(address, data={"version": "2"})

    # then
    assert "4 answers are missing of 4." in before
    assert "Round 1 is closed." in after
    assert again.status_code == 409
    assert "to do" not in words_of(sign_in("anna").get(f"/projects/{ids.project}/").text)


def test_the_figures_of_rounds_stand_on_the_page_of_a_field_and_in_the_file(
    sign_in: SignIn, ids: Ids, database: Database
) -> None:
    # given
    begun(database)
    judy, agreement = sign_in("judy"), f"/projects/{ids.project}/agreement"

    # when
    page = words_of(judy.get(f"{agreement}/field?field=stance").text)
    file = judy.post(f"{agreement}/file", data={"flavour": "data"}).text

    # then
    assert "By round" in page
    rows = [line.split(",") for line in file.splitlines()]
    assert rows[0][-1].strip('"') == "round"
    of_round = [row for row in rows if row[-1].strip('"') == "1"]
    assert {(row[0].strip('"'), row[1].strip('"')) for row in of_round} >= {
        ("stance", "krippendorff_alpha"),
        ("stance", "percent_agreement"),
    }


def test_a_round_that_is_not_there_is_not_found(sign_in: SignIn, ids: Ids) -> None:
    assert sign_in("mona").get(f"{ids.base}/nothing/close").status_code == 404
