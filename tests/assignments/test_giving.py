"""Managers give claims out by article or by share, take them back, and undo either as one act."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_assignment,
    make_claims,
    make_member,
    make_project,
)
from webapp.assignments.pages import Dealing, Giving
from webapp.assignments.queries import act_to_take_back, articles_to_give, plan_of
from webapp.assignments.services import OtherPlan, give, take_back
from webapp.database import Database
from webapp.errors import Refusal
from webapp.journal.refusals import CannotTakeBack, NothingTogether, Unchanged
from webapp.journal.undoing import undo
from webapp.models import Article, Assignment, Claim, Event, Membership, Project
from webapp.models.base import utc_now
from webapp.rules.actions import ObjectKind
from webapp.rules.places import is_given_to
from webapp.rules.queue import next_claim_or_none
from webapp.rules.taking_up import take_next
from webapp.vocabulary import AnnotationState, ClaimState, Role, WorkFrom

WORDS = [f"“{number}”" for number in range(10)]


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def project(session: Session) -> Project:
    """Two people answer each claim."""
    return make_project(session, annotators_per_claim=2)


@pytest.fixture
def articles(session: Session, project: Project) -> list[Article]:
    """Two, of ten and of six claims."""
    found = []
    for count in (10, 6):
        text = " ".join(["He said", *WORDS, str(count)])
        article = make_article(
            session,
            project,
            text=text,
            title=f"{count} claims",
            published_on=date(2020, 8, 30 - count),
        )
        make_claims(session, article, WORDS[:count])
        found.append(article)
    return found


@pytest.fixture
def mona(session: Session, project: Project) -> Membership:
    return make_member(session, project, role=Role.MANAGER)


@pytest.fixture
def team(session: Session, project: Project) -> list[Membership]:
    return [make_member(session, project) for _ in range(3)]


def in_order(article: Article) -> list[Claim]:
    return sorted(article.claims, key=lambda claim: claim.number)


def given(session: Session, mona: Membership, choice: Giving) -> list[Assignment]:
    now = utc_now()
    count = plan_of(session, mona, choice, now).count
    return give(session, mona, choice=choice, count=count, now=now)


def counts(rows: list[Assignment], key: str = "user_id") -> list[int]:
    return sorted(Counter(getattr(row, key) for row in rows).values())


def test_by_share_claims_are_dealt_evenly_and_each_gets_as_many_people_as_are_asked_for(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # when
    rows = given(session, mona, Giving(articles, team, Dealing.CLAIMS))

    # then
    assert counts(rows) == [10, 11, 11]
    assert counts(rows, "claim_id") == [2] * 16


def test_by_article_people_get_whole_articles(
    session: Session,
    project: Project,
    articles: list[Article],
    mona: Membership,
    team: list[Membership],
) -> None:
    # given
    project.annotators_per_claim = 1

    # when
    rows = given(session, mona, Giving(articles, team[:2], Dealing.ARTICLES))

    # then
    pairs = Counter((row.user_id, row.claim.article_id) for row in rows)
    assert pairs == {
        (team[0].user_id, articles[0].id): 10,
        (team[1].user_id, articles[1].id): 6,
    }


def test_nobody_gets_what_they_have_answered_or_skipped_or_have_before_them(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    claims = articles[1].claims
    make_annotation(session, claims[0], team[0].user)
    make_annotation(session, claims[1], team[0].user, state=AnnotationState.SKIPPED)
    make_assignment(session, claims[2], team[0].user)
    make_annotation(session, claims[3], team[1].user)
    make_annotation(session, claims[3], team[2].user)
    claims[4].state = ClaimState.NOT_A_CLAIM
    session.flush()

    # when
    rows = given(session, mona, Giving(articles[1:], team[:1], Dealing.CLAIMS))

    # then
    assert [row.claim for row in rows] == [claims[5]]


def test_what_is_given_comes_first_and_stays_until_it_is_taken_back(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    given(session, mona, Giving(articles[1:], team[:1], Dealing.CLAIMS))

    # when
    claim = take_next(session, team[0])

    # then
    assert claim == in_order(articles[1])[0]
    assert session.scalars(select(is_given_to(claim.id, team[0].user.id))).one()
    assert all(row.expires_at is None for row in session.scalars(select(Assignment)))


def test_who_is_given_work_alone_gets_that_and_nothing_else(
    session: Session,
    project: Project,
    articles: list[Article],
    mona: Membership,
    team: list[Membership],
) -> None:
    # given
    project.work_from = WorkFrom.GIVEN
    given(session, mona, Giving(articles[1:], team[:1], Dealing.CLAIMS))

    # then
    assert next_claim_or_none(session, project, team[0].user) == in_order(articles[1])[0]
    assert next_claim_or_none(session, project, team[1].user) is None


def test_shares_that_changed_since_they_were_shown_are_shown_again(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    choice, now = Giving(articles, team, Dealing.CLAIMS), utc_now()
    count = plan_of(session, mona, choice, now).count

    # when
    take_next(session, make_member(session, mona.project))

    # then
    with pytest.raises(OtherPlan):
        give(session, mona, choice=choice, count=count, now=now)


def test_nothing_is_given_to_nobody(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    with pytest.raises(Refusal, match="at least one article and one person"):
        give(session, mona, choice=Giving(articles, []), count=0, now=utc_now())
    given(session, mona, Giving(articles, team[:2], Dealing.CLAIMS))
    with pytest.raises(Unchanged, match="None of these people"):
        give(session, mona, choice=Giving(articles, team[:1]), count=0, now=utc_now())


def test_giving_is_taken_back_as_one(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    rows = given(session, mona, Giving(articles, team, Dealing.CLAIMS))
    first = rows[0].public_id
    assert act_to_take_back(session, mona, first) is not None

    # when
    undo(session, mona, ObjectKind.ASSIGNMENT, first)

    # then
    assert list(session.scalars(select(Assignment))) == []


def test_giving_is_not_taken_back_once_somebody_has_answered(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    rows = given(session, mona, Giving(articles, team, Dealing.CLAIMS))
    first = rows[0].public_id

    # when
    rows[3].ended_at = utc_now()

    # then
    with pytest.raises(NothingTogether):
        undo(session, mona, ObjectKind.ASSIGNMENT, first)


def test_what_is_taken_back_is_open_to_others_and_can_be_given_again_as_it_was(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    rows = given(session, mona, Giving(articles[1:], team[:2], Dealing.CLAIMS))
    ids = [row.public_id for row in rows]
    assert next_claim_or_none(session, mona.project, team[2].user) == in_order(articles[0])[0]

    # when
    taken = take_back(session, mona, ids=ids, now=utc_now())
    after = next_claim_or_none(session, mona.project, team[2].user, after=in_order(articles[0])[-1])
    undo(session, mona, ObjectKind.ASSIGNMENT, taken[0].public_id)

    # then
    assert len(taken) == 12
    assert after == in_order(articles[1])[0]
    assert all(row.ended_at is None for row in session.scalars(select(Assignment)))


def test_what_somebody_else_took_up_meanwhile_is_not_given_back(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    rows = given(session, mona, Giving(articles[1:], team[:2], Dealing.CLAIMS))
    taken = take_back(session, mona, ids=[rows[0].public_id], now=utc_now())

    # when
    make_assignment(session, rows[0].claim, team[2].user)

    # then
    with pytest.raises(CannotTakeBack, match="Somebody else has one of these claims"):
        undo(session, mona, ObjectKind.ASSIGNMENT, taken[0].public_id)


def test_what_is_taken_back_already_is_refused(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    rows = given(session, mona, Giving(articles, team, Dealing.CLAIMS))
    ids = [rows[0].public_id]
    take_back(session, mona, ids=ids, now=utc_now())

    # when / then
    with pytest.raises(Unchanged):
        take_back(session, mona, ids=ids, now=utc_now())


def test_giving_is_one_event(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # when
    rows = given(session, mona, Giving(articles, team, Dealing.CLAIMS))

    # then
    event = session.scalars(select(Event)).one()
    assert event.payload is not None
    assert (event.action, len(event.payload.after)) == ("claims given out", len(rows))


def test_claims_of_others_projects_are_nobodys_here(
    session: Session, articles: list[Article], mona: Membership, team: list[Membership]
) -> None:
    # given
    stranger = make_member(session, make_project(session), role=Role.MANAGER)
    rows = given(session, mona, Giving(articles, team, Dealing.CLAIMS))

    # when / then
    with pytest.raises(Unchanged):
        take_back(session, stranger, ids=[rows[0].public_id], now=utc_now())
    assert isinstance(rows[0].claim, Claim)


def test_articles_to_give_are_found_by_words_as_every_list_finds_them(
    session: Session, project: Project
) -> None:
    # given
    wanted = make_article(session, project, text="He said so.", title="Élysée: strike at the port")
    make_article(session, project, text="She said so.", title="The port strikes back")

    # when
    page = articles_to_give(session, project, (), "PORT élysée", 1, utc_now())

    # then
    assert [row.article for row in page.rows] == [wanted]
