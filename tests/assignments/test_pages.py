"""The manager's pages: who has what before them, giving out over a preview, taking back, undo."""

import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import make_annotation, make_article, make_assignment, make_claims, make_project
from tests.people import SignIn, join
from webapp.database import Database
from webapp.models import Article, Assignment, Claim, Membership, Project, User
from webapp.vocabulary import AnnotationState, SkipReason, WorkFrom

WORDS = ["“no”", "“yes”", "“perhaps”"]


@dataclass(frozen=True)
class Ids:
    """What addresses name."""

    project: str
    article: str
    people: dict[str, str]
    claims: list[str]

    @property
    def base(self) -> str:
        return f"/projects/{self.project}/assignments"


@pytest.fixture
def ids(database: Database) -> Ids:
    """Mona manages three claims, each of which anna and ben are both to tag."""
    with database.transaction() as session:
        project = make_project(session, name="Belarus", annotators_per_claim=2)
        members = join(session, project, "anna", "ben", "mona")
        article = make_article(session, project, text=" ".join(WORDS), title="Three words")
        claims = make_claims(session, article, WORDS)
        people = {one.user.username: one.public_id for one in members}
        return Ids(
            project.public_id, article.public_id, people, [claim.public_id for claim in claims]
        )


@pytest.fixture
def mona(sign_in: SignIn, ids: Ids) -> FlaskClient:
    return sign_in("mona")


def skip(session: Session, claim: Claim, user: User) -> None:
    """Pass the claim by, for a reason for which somebody else may answer it."""
    make_annotation(
        session,
        claim,
        user,
        state=AnnotationState.SKIPPED,
        skipped_reason=SkipReason.AMBIGUOUS,
        submitted_at=None,
    )


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def give(mona: FlaskClient, ids: Ids, *names: str, count: int) -> str:
    """The address to which giving all claims to these people leads."""
    sent = {
        "article": ids.article,
        "person": [ids.people[name] for name in names],
        "dealing": "claims",
        "count": str(count),
    }
    answer = mona.post(f"{ids.base}/give", data=sent)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_the_shares_are_shown_before_anything_is_given(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # when
    chosen = f"article={ids.article}&person={ids.people['anna']}&person={ids.people['ben']}"
    page = mona.get(f"{ids.base}/give?{chosen}&dealing=claims").text

    # then
    assert "Give out 6 claims</button>" in page
    assert re.search(r"Anna.*?<td>3</td>", page)
    with database.reading() as session:
        assert session.scalars(select(Assignment)).all() == []


def test_given_claims_are_listed_and_undone_as_one(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    done = give(mona, ids, "anna", count=3)
    listed = mona.get(done).text

    # when
    button = re.search(r'action="([^"]+/undo)"', listed)
    assert button is not None
    answer = mona.post(button[1])

    # then
    assert "3 claims given to 1 person." in listed
    assert "given by You" in listed
    assert "Taken back: 3 claims as before." in mona.get(answer.headers["Location"]).text
    with database.reading() as session:
        assert session.scalars(select(Assignment)).all() == []


def test_a_count_that_is_right_no_more_is_refused(mona: FlaskClient, ids: Ids) -> None:
    # when
    sent = {"article": ids.article, "person": ids.people["anna"], "count": "2"}
    answer = mona.post(f"{ids.base}/give", data={**sent, "dealing": "claims"})

    # then
    assert answer.status_code == 409
    assert "the shares are others now" in answer.text
    assert "Give out 3 claims</button>" in answer.text


def test_ticked_claims_are_taken_back_and_that_is_undone(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    give(mona, ids, "anna", count=3)
    with database.reading() as session:
        chosen = list(session.scalars(select(Assignment.public_id)))[:2]

    # when
    answer = mona.post(f"{ids.base}/take-back", data={"chosen": chosen})

    # then
    page = mona.get(answer.headers["Location"]).text
    assert "2 claims taken back." in page
    assert "1 claim in hand" in words_of(page)
    assert "Undo: given claims taken back" in page


def test_taking_nothing_back_is_refused_in_words(mona: FlaskClient, ids: Ids) -> None:
    # when
    answer = mona.post(f"{ids.base}/take-back")

    # then
    assert answer.status_code == 400
    assert "Tick some in the list." in answer.text


def test_the_list_is_filtered_by_person_and_by_where_claims_come_from(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    give(mona, ids, "anna", count=3)
    with database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == ids.claims[0])).one()
        ben = session.scalars(select(User).where(User.username == "ben")).one()
        make_assignment(session, claim, ben)

    # then
    def shown(query: str) -> str:
        return words_of(mona.get(f"{ids.base}/?{query}").text)

    assert "4 claims in hand" in shown("")
    assert "1 claim in hand that match" in shown(f"person={ids.people['ben']}")
    assert "3 claims in hand that match" in shown("origin=given")
    assert "1 claim in hand that match" in shown("origin=queue")


def test_managers_say_where_people_get_their_claims(
    mona: FlaskClient, ids: Ids, database: Database, sign_in: SignIn
) -> None:
    # when
    sent = {"version": "1", "work_from": "given", "return_minutes": "45"}
    answer = mona.post(f"{ids.base}/way", data=sent)

    # then
    assert answer.status_code == 303
    with database.reading() as session:
        project = session.scalars(select(Project)).one()
        assert (project.work_from, project.return_minutes) == (WorkFrom.GIVEN, 45)
    anna = sign_in("anna")
    assert "A manager gives out the claims" in anna.get(f"/projects/{ids.project}/review").text
    assert "A manager gives out the claims" in anna.get(f"/projects/{ids.project}/").text


@pytest.mark.parametrize("minutes", ["0", "-1", "10081", "x", ""])
def test_a_time_that_makes_no_sense_is_refused(mona: FlaskClient, ids: Ids, minutes: str) -> None:
    # when
    sent = {"version": "1", "work_from": "queue", "return_minutes": minutes}
    answer = mona.post(f"{ids.base}/way", data=sent)

    # then
    assert answer.status_code == 422
    assert "Type a number of minutes, 1 to 10080." in words_of(answer.text)


def test_what_is_given_to_somebody_is_said_where_they_work(
    mona: FlaskClient, ids: Ids, sign_in: SignIn
) -> None:
    # given
    give(mona, ids, "anna", count=3)
    anna = sign_in("anna")

    # then
    home = words_of(anna.get(f"/projects/{ids.project}/").text)
    assert "3 claims were given to you by a manager" in home
    claim = f"/projects/{ids.project}/claims/{ids.claims[0]}"
    assert "given to you ·" in anna.get(claim).text
    assert "given to you ·" not in sign_in("ben").get(claim).text


def test_managers_are_told_of_claims_that_all_annotators_have_skipped(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == ids.claims[1])).one()
        for name, reason in (("anna", SkipReason.NEEDS_CONTEXT), ("ben", SkipReason.AMBIGUOUS)):
            member = session.scalars(
                select(Membership).where(Membership.public_id == ids.people[name])
            ).one()
            make_annotation(
                session,
                claim,
                member.user,
                state=AnnotationState.SKIPPED,
                skipped_reason=reason,
                submitted_at=None,
            )

    # when
    home = words_of(mona.get(f"/projects/{ids.project}/").text)
    listed = mona.get(f"{ids.base}/").text

    # then
    told = (
        "1 of these, skipped by all annotators: “needs more context” (1), “can be read in two ways”"
    )
    assert told in home
    assert "1 claim skipped by all annotators" in words_of(listed)
    assert f"/claims/{ids.claims[1]}" in listed


def test_a_claim_that_one_annotator_can_still_take_is_not_among_them(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        claim = session.scalars(select(Claim).where(Claim.public_id == ids.claims[1])).one()
        anna = session.scalars(select(User).where(User.username == "anna")).one()
        skip(session, claim, anna)

    # then
    assert "skipped by all" not in mona.get(f"/projects/{ids.project}/").text


def test_who_has_answered_other_claims_can_still_take_it(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        first, second = session.scalars(
            select(Claim).where(Claim.public_id.in_(ids.claims[:2])).order_by(Claim.number)
        )
        anna, ben = (
            session.scalars(select(User).where(User.username == name)).one()
            for name in ("anna", "ben")
        )
        make_annotation(session, first, ben)
        skip(session, second, anna)

    # then
    assert "skipped by all" not in mona.get(f"/projects/{ids.project}/").text


def test_of_very_many_claims_skipped_by_all_the_first_page_tells_that_there_are_more(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project).where(Project.public_id == ids.project)).one()
        article = make_article(session, project, text="“word” " * 101)
        people = session.scalars(select(User).where(User.username.in_(("anna", "ben")))).all()
        for claim in make_claims(session, article, ["“word”"] * 101):
            for user in people:
                skip(session, claim, user)

    # then
    home = words_of(mona.get(f"/projects/{ids.project}/").text)
    assert "99+ of these, skipped by all annotators" in home


def test_ticked_articles_stay_ticked_on_other_pages(
    mona: FlaskClient, ids: Ids, database: Database
) -> None:
    # given
    with database.transaction() as session:
        project = session.scalars(select(Project)).one()
        for number in range(60):
            make_article(session, project, text=f"{number}", title=f"Day {number}")
        last = session.scalars(select(Article).order_by(Article.reading_key.desc())).first()
        assert last is not None
        public_id = last.public_id

    # when
    page = mona.get(f"{ids.base}/give?article={public_id}&page=1").text

    # then
    assert f'value="{public_id}" checked' in page
    assert "chosen on another page" in page
    assert "Later articles</button>" in page
    assert "Day 7" in mona.get(f"{ids.base}/give?words=day+7").text
