"""What is new for a member since their last visit, kind by kind, and saying that it is read."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.comments.conftest import Place, Team, place, session, team, write
from tests.making import (
    make_annotation,
    make_assignment,
    make_claims,
    make_comment,
    make_source,
)
from tests.people import SignIn
from webapp.comments.services import edit_comment, write_comment
from webapp.database import Database
from webapp.markup.news import news_of
from webapp.models import Annotation, Codebook, Comment, Event, Membership
from webapp.models.base import utc_now
from webapp.projects.services.news import mark_as_read
from webapp.rules.news import MOST_NEWS, MOST_READ
from webapp.rules.stored_claims import store_claims
from webapp.vocabulary import AnnotationState, SettledBy

__all__ = ["place", "session", "team", "write"]

AGO = timedelta(hours=1)


@pytest.fixture(autouse=True)
def joined_before(request: pytest.FixtureRequest) -> None:
    """Everybody was a member before anything happened."""
    if "team" in request.fixturenames:
        found: Team = request.getfixturevalue("team")
        for member in (found.anna, found.ben, found.vera, found.judy, found.mona):
            member.created_at = utc_now() - AGO
        request.getfixturevalue("session").flush()


def told(session: Session, member: Membership) -> list[str]:
    session.flush()
    session.expire_all()
    return [item.kind.value for item in news_of(session, member).items]


def read_all(session: Session, member: Membership) -> None:
    mark_as_read(session, member, until=utc_now())


def is_open_to_all(team: Team) -> None:
    team.claim.article.project.annotators_per_claim = 1


def test_nothing_is_new_at_first(session: Session, team: Team) -> None:
    assert told(session, team.anna) == []


def test_a_comment_that_calls_a_member_is_news_to_them_alone(session: Session, team: Team) -> None:
    # given
    is_open_to_all(team)

    # when
    comment = write_comment(session, team.judy, claim=team.claim, text="@calm-anna-0001, look")

    # then
    assert told(session, team.anna) == ["called"]
    assert told(session, team.ben) == told(session, team.judy) == []
    (item,) = news_of(session, team.anna).items
    assert (item.comment_id, item.who) == (comment.public_id, "calm-judy-0001")
    assert [piece.words for piece in item.pieces] == ["@You (calm-anna-0001)", ", look"]


def test_a_comment_on_a_claim_that_one_has_tagged_or_spoken_to_is_news(
    session: Session, team: Team
) -> None:
    # given
    is_open_to_all(team)
    make_annotation(session, team.claim, team.anna.user)
    write_comment(session, team.ben, claim=team.claim, text="One or two?")

    # when
    write_comment(session, team.judy, claim=team.claim, text="Two.")

    # then
    assert told(session, team.anna) == ["answered", "answered"]
    assert told(session, team.ben) == ["answered"]
    assert told(session, team.judy) == told(session, team.mona) == []


def test_an_edit_that_comes_to_call_somebody_is_news_to_them(session: Session, team: Team) -> None:
    # given
    is_open_to_all(team)
    comment = write_comment(session, team.judy, claim=team.claim, text="Look")
    comment.created_at = utc_now() - 2 * AGO
    session.flush()

    # when
    text = "@calm-anna-0001, look"
    edit_comment(session, team.judy, comment=comment, version=comment.version, text=text)

    # then
    assert told(session, team.anna) == ["called"]


def test_a_comment_reaches_the_blind_once_its_claim_is_settled_and_not_before(
    session: Session, team: Team
) -> None:
    # given
    write_comment(session, team.judy, claim=team.claim, text="@calm-anna-0001, look")
    make_annotation(session, team.claim, team.anna.user)
    assert told(session, team.anna) == []
    read_all(session, team.anna)
    for comment in team.claim_comments(session):
        comment.created_at = utc_now() - 2 * AGO

    # when
    make_annotation(session, team.claim, team.ben.user)

    # then
    assert told(session, team.anna) == ["called"]

    # when
    answer = session.scalars(select(Annotation).where(Annotation.user == team.ben.user)).one()
    answer.state = AnnotationState.DRAFT
    session.flush()
    store_claims(session, [team.claim.id])

    # then
    assert told(session, team.anna) == []


def test_what_the_blind_may_not_know_of_pushes_nothing_out_of_their_news(
    session: Session, team: Team
) -> None:
    # given
    team.settle(session)
    read_all(session, team.anna)
    write_comment(session, team.judy, claim=team.claim, text="Well seen.")
    assert told(session, team.anna) == ["answered"]

    # when
    (other,) = make_claims(session, team.claim.article, ["he was shot"])
    hidden = {"project_id": other.project_id, "claim": other, "author": team.ben.user}
    session.add_all(Comment(**hidden, text="Look") for _ in range(MOST_READ))

    # then
    assert told(session, team.anna) == ["answered"]


def test_a_reopened_answer_is_news_to_its_owner_until_it_is_submitted_again(
    session: Session, team: Team
) -> None:
    # given
    answer = make_annotation(session, team.claim, team.anna.user)

    # when
    answer.state, answer.reopened_because = AnnotationState.DRAFT, "The guideline is new."

    # then
    assert told(session, team.anna) == ["reopened"]
    assert told(session, team.ben) == []
    assert news_of(session, team.anna).items[0].reason == "The guideline is new."

    # when
    read_all(session, team.anna)
    answer.note = "Read again."

    # then
    assert told(session, team.anna) == []

    # when
    answer.state, answer.reopened_because = AnnotationState.SUBMITTED, ""

    # then
    assert answer.reopened_at is None


@pytest.mark.parametrize("differs", ["a code", "the source", "nothing"])
def test_a_claim_that_was_settled_otherwise_is_news_to_whoever_differed(
    session: Session, team: Team, differs: str
) -> None:
    # given
    project = team.claim.article.project
    project.annotators_per_claim = 3
    one, other = (make_source(session, project) for _ in range(2))
    stance = "deny" if differs == "a code" else "support"
    named = [other] if differs == "the source" else [one]
    make_annotation(session, team.claim, team.anna.user, stance=stance, sources=named)
    for member in (team.ben, team.judy):
        make_annotation(session, team.claim, member.user, sources=[one])
    assert told(session, team.anna) == []

    # when
    project.settled_by = SettledBy.MAJORITY
    session.flush()
    store_claims(session, [team.claim.id])

    # then
    assert told(session, team.anna) == ([] if differs == "nothing" else ["settled"])
    assert told(session, team.ben) == []


def test_an_answer_that_counts_as_the_final_one_was_not_settled_otherwise(
    session: Session, team: Team
) -> None:
    # given
    project = team.claim.article.project
    project.annotators_per_claim = 3
    project.merged_codes = [["stance", "comment", "support"]]
    source = make_source(session, project)
    for member, stance in ((team.anna, "comment"), (team.ben, "support"), (team.judy, "deny")):
        make_annotation(session, team.claim, member.user, stance=stance, sources=[source])

    # when
    project.settled_by = SettledBy.MAJORITY
    session.flush()
    store_claims(session, [team.claim.id])

    # then
    assert told(session, team.anna) == told(session, team.ben) == []
    assert told(session, team.judy) == ["settled"]


def test_claims_that_a_manager_gave_are_one_piece_of_news_until_they_are_done(
    session: Session, team: Team
) -> None:
    # given
    (other,) = make_claims(session, team.claim.article, ["he was shot"])
    make_assignment(session, other, team.ben.user)  # of the common queue

    # when
    given = [
        make_assignment(session, claim, team.anna.user, given_by=team.mona.user)
        for claim in (team.claim, other)
    ]

    # then
    assert told(session, team.anna) == ["given"]
    assert news_of(session, team.anna).items[0].count == 2
    assert told(session, team.ben) == told(session, team.mona) == []

    # when
    for one in given:
        one.ended_at = utc_now()

    # then
    assert told(session, team.anna) == []


def test_a_new_version_of_the_codebook_is_news_to_those_who_tag_by_it(
    session: Session, team: Team
) -> None:
    # when
    project = team.claim.article.project
    session.add(Codebook(project=project, number=2, created_by=team.mona.user))

    # then
    assert told(session, team.anna) == told(session, team.judy) == ["codebook"]
    assert told(session, team.mona) == told(session, team.vera) == []
    assert news_of(session, team.anna).items[0].version == 2


def test_what_is_read_is_no_news_and_what_came_meanwhile_is(session: Session, team: Team) -> None:
    # given
    is_open_to_all(team)
    write_comment(session, team.judy, claim=team.claim, text="@calm-anna-0001, look")
    until = datetime.fromisoformat(news_of(session, team.anna).until)
    later = write_comment(session, team.judy, claim=team.claim, text="@calm-anna-0001, here")
    later.created_at = until + timedelta(milliseconds=1)

    # when
    version = team.anna.version
    mark_as_read(session, team.anna, until=until)

    # then
    assert [one.comment_id for one in news_of(session, team.anna).items] == [later.public_id]
    assert team.anna.version == version
    noted = session.scalars(select(Event).where(Event.action == "news read")).one()
    assert (noted.project_id, noted.user_id) == (None, team.anna.user_id)


def test_what_was_read_stays_read(session: Session, team: Team) -> None:
    # given
    now = utc_now()
    mark_as_read(session, team.anna, until=now + timedelta(days=9))
    seen = team.anna.news_seen_at

    # when
    mark_as_read(session, team.anna, until=now - AGO)

    # then
    assert seen is not None
    assert now <= seen <= utc_now()
    assert team.anna.news_seen_at == seen


def test_of_each_kind_the_newest_are_told_and_asked_for_by_as_many_questions(
    session: Session, team: Team
) -> None:
    # given
    is_open_to_all(team)
    session.flush()
    statements: list[str] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *a: statements.append(a[2]))

    def cost() -> int:
        session.expire_all()
        assert team.anna.news_seen_at is None
        assert team.anna.project.is_blind is False
        assert team.anna.user.username == "anna"
        statements.clear()
        news_of(session, team.anna)
        return len(statements)

    make_comment(session, team.claim, team.judy.user, calls=[team.anna])
    few = cost()

    # when
    for claim in make_claims(session, team.claim.article, ["he was shot"] * 30):
        for _ in range(2):
            make_comment(session, claim, team.judy.user, calls=[team.anna])

    # then
    assert few == cost() <= 5
    news = news_of(session, team.anna)
    assert len(news.items) == MOST_NEWS
    assert news.is_cut


def test_the_first_page_lists_it_and_is_told_that_it_is_read(
    sign_in: SignIn, database: Database, place: Place
) -> None:
    # given
    anna, judy = sign_in("anna"), sign_in("judy")
    assert "New for you" not in anna.get(place.home).text
    anna.post(place.comments, data={"text": "<b>One</b> or two, @calm-judy-0001?"})

    # when
    page = judy.get(place.home).text

    # then
    assert "New for you" in page
    assert "mentions you on" in page
    assert f'href="{place.comments}#comment-' in page
    assert "&lt;b&gt;One&lt;/b&gt;" in page

    # when
    until = page.partition('name="until" value="')[2].partition('"')[0]
    answer = judy.post(f"{place.home}news/read", data={"until": until})

    # then
    assert (answer.status_code, answer.location) == (303, place.home)
    assert "New for you" not in judy.get(place.home).text
    assert "news read" not in sign_in("mona").get(f"{place.home}history/").text.lower()


@pytest.mark.parametrize("until", ["", "now", "2026-01-01", "2026-01-01T00:00:00", "9" * 99])
def test_a_form_without_a_moment_is_broken(sign_in: SignIn, place: Place, until: str) -> None:
    # when
    answer = sign_in("anna").post(f"{place.home}news/read", data={"until": until})

    # then
    assert answer.status_code == 400
    assert "This form is broken." in answer.text
