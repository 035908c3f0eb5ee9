"""Rounds: the same claims for all who take part, until somebody leaves or it is closed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.making import (
    make_annotation,
    make_article,
    make_assignment,
    make_claims,
    make_member,
    make_project,
)
from webapp.annotations.queries.claims import annotation_by, words_digest
from webapp.annotations.services import tagging
from webapp.database import Database
from webapp.errors import Refusal, Stale
from webapp.models import Assignment, Claim, Event, Membership, Project, Round
from webapp.models.base import utc_now
from webapp.projects.pages.settings import settings_of
from webapp.projects.services.members import end_membership
from webapp.projects.services.projects import change_settings
from webapp.rounds.pages import RoundChoice
from webapp.rounds.queries import draw_of
from webapp.rounds.services import ClosedAlready, NotBlind, OtherDraw, close_round, start_round
from webapp.rules.place_keeping import NoPlace
from webapp.rules.places import has_open_place
from webapp.rules.queue import next_claim_or_none
from webapp.rules.rounds import own_rounds
from webapp.rules.stored import outdated
from webapp.rules.tags import SeenVersion, Tags
from webapp.users.services.instance import deactivate
from webapp.vocabulary import AnnotationState, CodeField, FinalBy, Role, SkipReason

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
def claims(session: Session, project: Project) -> list[Claim]:
    text = " ".join(["He said", *WORDS])
    article = make_article(session, project, text=text, title="The wire", outlet="Agency")
    return make_claims(session, article, WORDS)


@pytest.fixture
def mona(session: Session, project: Project) -> Membership:
    return make_member(session, project, role=Role.MANAGER)


@pytest.fixture
def team(session: Session, project: Project) -> list[Membership]:
    return [make_member(session, project) for _ in range(3)]


def started(session: Session, mona: Membership, choice: RoundChoice) -> Round:
    now = utc_now()
    count = len(draw_of(session, mona.project, choice, now).claim_ids)
    return start_round(session, mona, choice=choice, shown_count=count, now=now)


def in_round(session: Session, which: Round) -> list[Claim]:
    query = select(Claim).where(Claim.round_id == which.id).order_by(Claim.number)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def submit(session: Session, member: Membership, claim: Claim, stance: str = "support") -> None:
    codes = {CodeField.STANCE: stance, CodeField.SOURCE_TYPE: "government"}
    tags = Tags(source_names=("The government",), codes=codes)
    own = annotation_by(claim, member.user)
    seen = SeenVersion(version=own.version if own else 0, words=words_digest(claim))
    tagging.submit(session, member.user, claim=claim, answers=tags, seen=seen)
    session.expire_all()


def test_a_round_gives_every_claim_to_everybody_in_it(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # when
    which = started(session, mona, RoundChoice(count=4, seed=7, people=team))

    # then
    drawn = in_round(session, which)
    given = session.execute(
        select(Assignment.claim_id, Assignment.user_id).where(Assignment.given_by_id.is_not(None))
    ).all()
    assert (which.number, which.name, len(drawn)) == (1, "Round 1", 4)
    assert set(given) == {(claim.id, one.user_id) for claim in drawn for one in team}
    assert {claim.asked_in_round for claim in drawn} == {3}
    assert list(outdated(session)) == []


def test_the_same_seed_draws_the_same_claims_and_another_one_others(
    session: Session, claims: list[Claim], project: Project, team: list[Membership]
) -> None:
    # given
    choice = RoundChoice(count=5, seed=7, people=team)

    # when
    first, again, other = (
        draw_of(session, project, replace(choice, seed=seed), utc_now()).claim_ids
        for seed in (7, 7, 8)
    )

    # then
    assert first == again
    assert set(first) != set(other)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 10),
        ({"title": "wire"}, 10),
        ({"outlet": "nobody"}, 0),
        ({"words": "3"}, 1),
    ],
)
def test_claims_are_drawn_from_those_that_match(
    session: Session,
    claims: list[Claim],
    project: Project,
    filters: dict[str, Any],
    count: int,
) -> None:
    # when
    draw = draw_of(session, project, RoundChoice(count=20, seed=1, **filters), utc_now())

    # then
    assert draw.matching_count == len(draw.claim_ids) == count


def test_what_somebody_has_begun_or_holds_or_is_in_a_round_is_not_drawn(
    session: Session,
    claims: list[Claim],
    project: Project,
    mona: Membership,
    team: list[Membership],
) -> None:
    # given
    answered, drafted, skipped, held, *_ = claims
    make_annotation(session, answered, team[0].user)
    make_annotation(session, drafted, team[0].user, state=AnnotationState.DRAFT, submitted_at=None)
    make_annotation(
        session,
        skipped,
        team[0].user,
        state=AnnotationState.SKIPPED,
        skipped_reason=SkipReason.AMBIGUOUS,
        submitted_at=None,
    )
    make_assignment(session, held, team[1].user)
    before = started(session, mona, RoundChoice(count=2, seed=1, people=team))

    # when
    draw = draw_of(session, project, RoundChoice(count=20, seed=1), utc_now())

    # then
    taken = {answered.id, drafted.id, skipped.id, held.id}
    taken |= {claim.id for claim in in_round(session, before)}
    assert set(draw.claim_ids) == {claim.id for claim in claims} - taken


def test_claims_of_the_round_come_first_and_nobody_else_finds_a_place_there(
    session: Session,
    claims: list[Claim],
    project: Project,
    mona: Membership,
    team: list[Membership],
) -> None:
    # given
    *inside, outside = team
    which = started(session, mona, RoundChoice(count=1, seed=3, people=inside))
    (claim,) = in_round(session, which)

    # when
    first = next_claim_or_none(session, project, inside[0].user)

    # then
    assert first is claim
    assert not has_open_place(session, claim, outside.user, utc_now())
    with pytest.raises(NoPlace):
        submit(session, outside, claim)


def test_a_claim_is_complete_when_everybody_in_the_round_has_answered(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # given
    which = started(session, mona, RoundChoice(count=1, seed=3, people=team))
    (claim,) = in_round(session, which)
    submit(session, team[0], claim)
    submit(session, team[1], claim)
    before = claim.is_settled

    # when
    submit(session, team[2], claim)

    # then
    assert (before, claim.is_settled, claim.final_by) == (False, True, FinalBy.UNANIMOUS)
    assert {one.state for one in claim.annotations} == {AnnotationState.LOCKED}


def test_closing_takes_claims_back_and_what_the_project_asks_for_locks(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # given
    which = started(session, mona, RoundChoice(count=2, seed=3, people=team))
    done, begun = in_round(session, which)
    submit(session, team[0], done)
    submit(session, team[1], done)
    submit(session, team[0], begun)

    # when
    close_round(session, mona, which=which, version=which.version, now=utc_now())

    # then
    session.expire_all()
    open_ones = select(func.count()).select_from(Assignment).where(Assignment.ended_at.is_(None))
    assert session.scalars(open_ones).one() == 0
    assert (done.final_by, done.is_settled) == (FinalBy.UNANIMOUS, True)
    assert {one.state for one in done.annotations} == {AnnotationState.LOCKED}
    assert (begun.is_settled, begun.asked_in_round) == (False, 2)
    assert has_open_place(session, begun, team[1].user, utc_now())
    assert list(outdated(session)) == []


def test_what_was_complete_in_a_round_stays_so_where_the_project_asks_for_more(
    session: Session,
    claims: list[Claim],
    project: Project,
    mona: Membership,
    team: list[Membership],
) -> None:
    # given
    which = started(session, mona, RoundChoice(count=1, seed=3, people=team[:2]))
    (claim,) = in_round(session, which)
    submit(session, team[0], claim)
    submit(session, team[1], claim)
    close_round(session, mona, which=which, version=which.version, now=utc_now())

    # when
    settings = replace(settings_of(project), annotators_per_claim=3)
    change_settings(session, mona.user, project=project, version=project.version, settings=settings)

    # then
    session.expire_all()
    assert claim.is_settled
    assert list(outdated(session)) == []


@pytest.mark.parametrize("way", ["deactivated", "ended"])
def test_nobody_waits_for_who_leaves_but_what_they_answered_counts(
    session: Session,
    claims: list[Claim],
    mona: Membership,
    team: list[Membership],
    way: str,
) -> None:
    # given
    anna, ben, cleo = team
    which = started(session, mona, RoundChoice(count=2, seed=3, people=team))
    lacking, answered = in_round(session, which)
    submit(session, anna, answered)
    submit(session, ben, lacking)
    submit(session, cleo, lacking)

    # when
    if way == "deactivated":
        deactivate(session, mona.user, anna.user, utc_now())
    else:
        end_membership(session, mona.user, membership=anna, version=anna.version, now=utc_now())

    # then
    session.expire_all()
    assert (lacking.asked_in_round, lacking.is_settled) == (2, True)
    assert {one.state for one in lacking.annotations} == {AnnotationState.LOCKED}
    assert (answered.asked_in_round, answered.is_settled) == (3, False)
    assert own_rounds(session, mona.project, anna.user, utc_now()) == []
    assert list(outdated(session)) == []


def test_where_all_but_one_leave_the_queue_finds_somebody(
    session: Session,
    claims: list[Claim],
    mona: Membership,
    team: list[Membership],
) -> None:
    # given
    which = started(session, mona, RoundChoice(count=1, seed=3, people=team[:2]))
    (claim,) = in_round(session, which)

    # when
    deactivate(session, mona.user, team[0].user, utc_now())

    # then
    session.expire_all()
    assert claim.asked_in_round == 2
    assert has_open_place(session, claim, team[2].user, utc_now())


def test_one_reads_how_much_of_the_open_rounds_is_left(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # given
    which = started(session, mona, RoundChoice(count=4, seed=3, people=team, name="Trial"))
    submit(session, team[0], in_round(session, which)[0])

    # when
    (own,) = own_rounds(session, mona.project, team[0].user, utc_now())

    # then
    assert (own.number, own.name, own.left, own.claims) == (1, "Trial", 3, 4)
    assert own_rounds(session, mona.project, mona.user, utc_now()) == []


def test_rounds_take_a_project_in_which_people_answer_blind(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # given
    mona.project.annotators_per_claim = 1
    session.flush()

    # then
    with pytest.raises(NotBlind, match="Set that to two or more in its settings"):
        started(session, mona, RoundChoice(count=4, seed=3, people=team))


@pytest.mark.parametrize("count", [1, 10])
def test_a_round_is_for_two_to_nine_people(
    session: Session, claims: list[Claim], mona: Membership, count: int
) -> None:
    # given
    people = [make_member(session, mona.project) for _ in range(count)]

    # then
    with pytest.raises(Refusal, match="Choose 2 to 9 people"):
        started(session, mona, RoundChoice(count=4, seed=3, people=people))


def test_nothing_is_started_where_others_were_quicker(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # given
    choice = RoundChoice(count=20, seed=3, people=team)
    shown = len(draw_of(session, mona.project, choice, utc_now()).claim_ids)
    make_assignment(session, claims[0], team[0].user)

    # then
    with pytest.raises(OtherDraw):
        start_round(session, mona, choice=choice, shown_count=shown, now=utc_now())
    assert session.scalars(select(func.count()).select_from(Round)).one() == 0


def test_a_round_closes_once_and_as_it_was_seen(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # given
    which = started(session, mona, RoundChoice(count=2, seed=3, people=team))

    # then
    with pytest.raises(Stale):
        close_round(session, mona, which=which, version=which.version + 1, now=utc_now())
    close_round(session, mona, which=which, version=which.version, now=utc_now())
    with pytest.raises(ClosedAlready):
        close_round(session, mona, which=which, version=which.version, now=utc_now())


def test_while_a_round_is_open_the_project_stays_blind(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # given
    project = mona.project
    started(session, mona, RoundChoice(count=2, seed=3, people=team))
    settings = replace(settings_of(project), annotators_per_claim=1)

    # then
    with pytest.raises(Refusal, match="Close the round first"):
        change_settings(
            session, mona.user, project=project, version=project.version, settings=settings
        )


def test_what_the_history_keeps_says_nothing_of_answers(
    session: Session, claims: list[Claim], mona: Membership, team: list[Membership]
) -> None:
    # given
    which = started(session, mona, RoundChoice(count=2, seed=3, people=team))
    close_round(session, mona, which=which, version=which.version, now=utc_now())

    # when
    events = session.scalars(
        select(Event).where(Event.object_kind == "round").order_by(Event.id)
    ).all()

    # then
    told = {"round": 1, "name": "Round 1"}
    assert [event.action for event in events] == ["round started", "round closed"]
    assert [event.payload and event.payload.after for event in events] == [told, told]
