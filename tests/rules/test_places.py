"""Places at claims: as many as a project asks for answers, and never one more, whoever hurries."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.annotations.tagging import answers, seen
from tests.making import (
    make_annotation,
    make_article,
    make_assignment,
    make_claim,
    make_claims,
    make_member,
)
from tests.making import make_project as project_of
from webapp.annotations.queries.claims import annotation_by, claim_to_tag_or_none
from webapp.annotations.services.tagging import save_draft, skip, submit, undo_tags
from webapp.database import Database
from webapp.errors import Refusal
from webapp.models import Assignment, Claim, Event, Membership, Project
from webapp.models.base import utc_now
from webapp.projects.pages.settings import settings_of
from webapp.projects.services.members import change_role, end_membership
from webapp.projects.services.projects import change_settings
from webapp.rules.locking import Locked
from webapp.rules.place_keeping import NoPlace, NotGiven, take_place
from webapp.rules.places import has_open_place, keeps_place
from webapp.rules.queue import open_claims
from webapp.rules.stored_claims import store_claims
from webapp.rules.taking_up import take_next
from webapp.users.services.instance import deactivate
from webapp.vocabulary import AnnotationState, Role, SkipReason, WorkFrom

WORDS = [f"“{word}”" for word in ("no", "yes", "perhaps", "never", "often", "once")]
TEXT = " ".join(f"He said {words}." for words in WORDS)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def project(session: Session) -> Project:
    """Two people answer each claim."""
    return project_of(session, annotators_per_claim=2)


@pytest.fixture
def claims(session: Session, project: Project) -> list[Claim]:
    return make_claims(session, make_article(session, project, text=TEXT), WORDS)


@pytest.fixture
def team(session: Session, project: Project) -> list[Membership]:
    """Three who annotate."""
    return [make_member(session, project) for _ in range(3)]


def ask_for(session: Session, project: Project, annotators: int, *, by: Membership) -> None:
    change_settings(
        session,
        by.user,
        project=project,
        version=project.version,
        settings=replace(settings_of(project), annotators_per_claim=annotators),
    )


def let_expire(session: Session) -> None:
    """As if nobody had saved for as long as a claim from the queue is kept."""
    session.execute(
        update(Assignment)
        .where(Assignment.expires_at.is_not(None))
        .values(expires_at=utc_now() - timedelta(seconds=1))
    )
    session.expire_all()


def answer(session: Session, member: Membership, claim: Claim) -> None:
    held = claim_to_tag_or_none(session, claim.article.project, claim.public_id)
    assert held is not None
    submit(
        session,
        member.user,
        claim=held,
        answers=answers("The government"),
        seen=seen(held, member.user),
    )


def draft(session: Session, member: Membership, claim: Claim) -> None:
    held = claim_to_tag_or_none(session, claim.article.project, claim.public_id)
    assert held is not None
    save_draft(
        session,
        member.user,
        claim=held,
        answers=answers(note="begun"),
        seen=seen(held, member.user),
    )


def passed_by(session: Session, member: Membership, claim: Claim, reason: SkipReason) -> None:
    held = claim_to_tag_or_none(session, claim.article.project, claim.public_id)
    assert held is not None
    skip(session, member.user, claim=held, reason=reason, note="", seen=seen(held, member.user))


def kept_by(session: Session, member: Membership) -> list[Claim]:
    now = utc_now()
    rows = session.scalars(select(Assignment).where(Assignment.user_id == member.user_id))
    return [row.claim for row in rows.all() if keeps_place(row, now)]


def test_as_many_take_a_claim_up_as_it_has_places(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # when
    first, second, third = (take_next(session, member) for member in team)

    # then
    assert (first, second, third) == (claims[0], claims[0], claims[1])


def test_with_one_annotator_per_claim_no_two_take_up_the_same(
    session: Session, project: Project, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    project.annotators_per_claim = 1

    # when
    taken = [take_next(session, member) for member in team]

    # then
    assert taken == claims[:3]


def test_whoever_asks_again_gets_what_is_before_them(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    first = take_next(session, team[0])

    # when
    again = take_next(session, team[0])

    # then
    assert again == first
    assert kept_by(session, team[0]) == [first]


def test_opening_a_claim_keeps_nothing_and_a_draft_does(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # when
    draft(session, team[0], claims[4])

    # then
    assert kept_by(session, team[0]) == [claims[4]]


def test_a_draft_without_a_place_is_refused_in_words(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    for member in team[:2]:
        take_next(session, member)

    # when / then
    with pytest.raises(NoPlace, match="All places of this claim are taken at the moment"):
        draft(session, team[2], claims[0])
    with pytest.raises(NoPlace):
        answer(session, team[2], claims[0])


def test_with_one_annotator_per_claim_a_second_answer_stays_possible(
    session: Session, project: Project, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    project.annotators_per_claim = 1
    take_next(session, team[0])

    # when
    answer(session, team[1], claims[0])

    # then
    assert claims[0].annotator_count == 1
    answer(session, team[0], claims[0])
    assert claims[0].annotator_count == 2


def test_without_a_save_a_claim_returns(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    for member in team[:2]:
        take_next(session, member)

    # when
    let_expire(session)

    # then
    assert take_next(session, team[2]) == claims[0]


def test_a_save_keeps_a_claim_for_as_long_again(
    session: Session, project: Project, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    project.return_minutes = 45
    take_next(session, team[0])
    let_expire(session)

    # when
    draft(session, team[0], claims[0])

    # then
    row = session.scalars(select(Assignment)).one()
    assert row.expires_at is not None
    assert timedelta(minutes=44) < row.expires_at - utc_now() <= timedelta(minutes=45)


def test_a_draft_whose_place_is_lost_stays_and_comes_back_when_one_opens(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    draft(session, team[0], claims[0])
    let_expire(session)
    assert [take_next(session, member) for member in team[1:]] == [claims[0], claims[0]]

    # when
    meanwhile = take_next(session, team[0])
    passed_by(session, team[2], claims[0], SkipReason.AMBIGUOUS)
    later = take_next(session, team[0], after=claims[1])

    # then
    assert meanwhile == claims[1]
    assert later == claims[0]
    assert claims[0] in kept_by(session, team[0])


def test_an_answer_takes_its_place_for_good(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    answer(session, team[0], claims[0])
    take_next(session, team[1])

    # then
    assert not has_open_place(session, claims[0], team[2].user, utc_now())
    assert take_next(session, team[2]) == claims[1]


def test_a_skip_opens_the_place_and_is_no_answer(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    for member in team[:2]:
        take_next(session, member)

    # when
    passed_by(session, team[0], claims[0], SkipReason.NEEDS_CONTEXT)

    # then
    assert claims[0].annotator_count == 0
    assert take_next(session, team[2]) == claims[0]
    assert take_next(session, team[0]) == claims[1]


def test_whoever_takes_a_skip_back_finds_a_place_where_one_is_open(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    take_next(session, team[0])
    passed_by(session, team[0], claims[0], SkipReason.AMBIGUOUS)
    mine = annotation_by(claims[0], team[0].user)
    assert mine is not None

    # when
    undo_tags(session, team[0].user, claim=claims[0], version=mine.version)

    # then
    assert kept_by(session, team[0]) == [claims[0]]


def test_whoever_takes_an_answer_to_a_given_claim_back_has_it_before_them_for_a_while(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    claim, member = claims[0], team[0]
    make_assignment(session, claim, member.user, given_by=team[1].user)
    answer(session, member, claim)
    session.expire_all()

    # when
    take_place(session, claim, member.user, utc_now())

    # then
    assert kept_by(session, member) == [claim]


def test_what_an_adjudicator_gave_back_waits_for_its_owner(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    make_annotation(session, claims[0], team[1].user, state=AnnotationState.LOCKED)
    make_annotation(
        session,
        claims[0],
        team[0].user,
        state=AnnotationState.DRAFT,
        reopened_because="The stance is wrong.",
    )

    # when
    other, owner = take_next(session, team[2]), take_next(session, team[0])

    # then
    assert other == claims[1]
    assert owner == claims[0]


def test_what_was_given_back_takes_its_place_whatever_else_its_owner_has(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    draft(session, team[0], claims[3])
    make_annotation(session, claims[0], team[1].user)
    back = make_annotation(session, claims[0], team[0].user)
    back.state, back.reopened_because = AnnotationState.DRAFT, "The stance is wrong."
    session.flush()
    store_claims(session, [claims[0].id])

    # then
    assert next(open_claims(session, claims[0].article.project, team[2].user)) == claims[1]


def test_what_was_given_back_to_somebody_who_left_waits_for_others(
    session: Session, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    made = make_annotation(session, claims[0], team[1].user)
    made.state, made.reopened_because = AnnotationState.DRAFT, "The stance is wrong."
    for member in team[:1]:
        take_next(session, member)
    assert take_next(session, team[2]) == claims[1]
    passed_by(session, team[2], claims[1], SkipReason.AMBIGUOUS)

    # when
    deactivate(session, None, team[1].user, utc_now())

    # then
    assert take_next(session, team[2]) == claims[0]


def test_raising_the_number_opens_complete_claims_to_others_and_unlocks_nothing(
    session: Session, project: Project, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    for member in team[:2]:
        answer(session, member, claims[0])

    # when
    ask_for(session, project, 3, by=team[0])

    # then
    assert take_next(session, team[2]) == claims[0]
    assert {row.state for row in claims[0].annotations} == {AnnotationState.LOCKED}


def test_lowering_the_number_locks_and_refuses_whoever_had_a_place(
    session: Session, project: Project, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    project.annotators_per_claim = 3
    for member in team[:2]:
        answer(session, member, claims[0])
    assert take_next(session, team[2]) == claims[0]

    # when
    ask_for(session, project, 2, by=team[0])

    # then
    with pytest.raises(Locked):
        answer(session, team[2], claims[0])
    assert take_next(session, team[2]) == claims[1]
    assert claims[0].annotator_count == 2


def test_where_managers_give_out_the_claims_the_queue_offers_none(
    session: Session, project: Project, claims: list[Claim], team: list[Membership]
) -> None:
    # given
    project.work_from = WorkFrom.GIVEN

    # then
    assert take_next(session, team[0]) is None
    with pytest.raises(NotGiven, match="managers give out the claims"):
        draft(session, team[0], claims[0])


@pytest.mark.parametrize("way", ["deactivated", "membership ended", "viewer now"])
def test_whoever_leaves_returns_their_claims_and_their_answers_stay(
    session: Session, project: Project, claims: list[Claim], team: list[Membership], way: str
) -> None:
    # given
    busiest = team[0]
    boss = make_member(session, project, role=Role.MANAGER).user
    answer(session, busiest, claims[0])
    for claim in claims[1:4]:
        draft(session, busiest, claim)
    elsewhere = make_member(session, project_of(session), user=busiest.user)
    apart = make_claim(session, make_article(session, elsewhere.project))
    draft(session, elsewhere, apart)
    pseudonym = busiest.pseudonym

    # when
    if way == "deactivated":
        deactivate(session, boss, busiest.user, utc_now())
    elif way == "membership ended":
        version, now = busiest.version, utc_now()
        end_membership(session, boss, membership=busiest, version=version, now=now)
    else:
        version = busiest.version
        change_role(session, boss, membership=busiest, version=version, role=Role.VIEWER)

    # then
    is_all = way == "deactivated"
    assert kept_by(session, busiest) == ([] if is_all else [apart])
    event = session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert event.payload is not None
    assert event.payload.after["claims_returned"] == (4 if is_all else 3)
    states = Counter(row.state for claim in claims for row in claim.annotations)
    assert states == {AnnotationState.SUBMITTED: 1, AnnotationState.DRAFT: 3}
    assert busiest.pseudonym == pseudonym


def test_eight_who_take_up_the_last_place_at_once_are_one(database: Database) -> None:
    # given
    with database.transaction() as session:
        project = project_of(session, annotators_per_claim=2)
        claims = make_claims(session, make_article(session, project, text=TEXT), WORDS[:3])
        members = [make_member(session, project).id for _ in range(8)]
        wanted = {claim.id for claim in claims}
    ready, taken = threading.Barrier(len(members)), list[int | None]()

    def work(member_id: int) -> None:
        ready.wait()
        with database.transaction() as session:
            claim = take_next(session, session.get_one(Membership, member_id))
            taken.append(claim.id if claim else None)

    # when
    threads = [threading.Thread(target=work, args=(member,)) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    counts = Counter(taken)
    assert len(taken) == 8
    assert all(counts[key] <= 2 for key in wanted)
    with database.reading() as session:
        per_claim = select(func.count()).select_from(Assignment).group_by(Assignment.claim_id)
        assert max(session.scalars(per_claim)) <= 2


def test_two_who_save_into_the_last_place_at_once_are_one(database: Database) -> None:
    # given
    with database.transaction() as session:
        project = project_of(session, annotators_per_claim=2)
        (claim,) = make_claims(session, make_article(session, project, text=TEXT), WORDS[:1])
        make_annotation(session, claim, make_member(session, project).user)
        members = [make_member(session, project).id for _ in range(2)]
        public_id = claim.public_id
    ready, outcomes = threading.Barrier(2), list[str]()

    def work(member_id: int) -> None:
        ready.wait()
        try:
            with database.transaction() as session:
                member = session.get_one(Membership, member_id)
                held = claim_to_tag_or_none(session, member.project, public_id)
                assert held is not None
                draft(session, member, held)
            outcomes.append("saved")
        except Refusal as refusal:
            outcomes.append(type(refusal).__name__)

    # when
    threads = [threading.Thread(target=work, args=(member,)) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    assert sorted(outcomes) == ["NoPlace", "saved"]
