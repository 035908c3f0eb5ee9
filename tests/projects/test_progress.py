"""What waits, for whom, and what each person has done: every number as counted by hand."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.making import (
    make_adjudication,
    make_annotation,
    make_article,
    make_assignment,
    make_claim,
    make_member,
    make_project,
    make_user,
)
from webapp.database import Database
from webapp.models import Annotation, Assignment, Claim, Membership, Project
from webapp.models.base import utc_now
from webapp.projects.pages.progress import OverTime, PersonProgress, spans_to, team_chart
from webapp.projects.queries.progress import (
    article_progress,
    complete_over_time,
    people_at_work,
    waits_of,
)
from webapp.rules.progress import Settling, counts_of_project, settling_of
from webapp.rules.stored_claims import store_claims
from webapp.rules.work import work_of
from webapp.vocabulary import AnnotationState, ClaimState, FinalBy, Role, SkipReason, WorkFrom

TODAY = date(2026, 3, 2)
ROLES = {
    "cleo": Role.ANNOTATOR,
    "anna": Role.ANNOTATOR,
    "ben": Role.ANNOTATOR,
    "judy": Role.ADJUDICATOR,
    "mona": Role.MANAGER,
    "vera": Role.VIEWER,
}
DRAFT, SKIPPED = AnnotationState.DRAFT, AnnotationState.SKIPPED


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def project(session: Session) -> Project:
    return make_project(session, annotators_per_claim=2)


@pytest.fixture
def people(session: Session, project: Project) -> dict[str, Membership]:
    return {
        name: make_member(
            session,
            project,
            user=make_user(session, username=name, display_name=name.title()),
            role=role,
        )
        for name, role in ROLES.items()
    }


@pytest.fixture
def claims(session: Session, project: Project, people: dict[str, Membership]) -> dict[str, Claim]:
    """A claim in each state in which claims can be."""
    article = make_article(session, project)
    names = ("agreed", "differing", "begun", "doubted", "settled", "stuck", "fresh", "none")
    found = {name: make_claim(session, article, state=ClaimState.ACCEPTED) for name in names}
    found["possible"] = make_claim(session, article, confidence=0.2)

    def answer(claim: str, name: str, **values: Any) -> None:
        make_annotation(session, found[claim], people[name].user, **values)

    for claim, other in (("agreed", "support"), ("differing", "deny"), ("settled", "deny")):
        answer(claim, "anna")
        answer(claim, "ben", stance=other)
    make_adjudication(session, found["settled"], people["judy"].user)
    answer("begun", "anna")
    answer("begun", "cleo", state=DRAFT, submitted_at=None)
    reasons = {"doubted": SkipReason.NOT_A_CLAIM, "stuck": SkipReason.NEEDS_CONTEXT}
    for claim, name in (("doubted", "ben"), *(("stuck", one) for one in ("anna", "ben", "cleo"))):
        answer(claim, name, state=SKIPPED, skipped_reason=reasons[claim], submitted_at=None)
    answer("none", "anna")
    answer("possible", "ben", state=DRAFT, submitted_at=None)
    found["none"].state = ClaimState.NOT_A_CLAIM
    session.flush()
    store_claims(session, [found["none"].id])
    return found


def counts_live(claim: Claim) -> bool:
    return claim.state != ClaimState.NOT_A_CLAIM and not claim.is_possible


def is_open(claim: Claim, asked: int) -> bool:
    lacks = sum(one.state.is_submitted for one in claim.annotations) < asked
    is_doubted = any(
        one.state == SKIPPED and one.skipped_reason and one.skipped_reason.is_for_adjudicators
        for one in claim.annotations
    )
    return counts_live(claim) and lacks and not is_doubted and claim.adjudication is None


def settling(session: Session, project: Project) -> Settling:
    return settling_of(session, project, counts_of_project(session, project).progress)


def seen(session: Session, viewer: Membership) -> dict[str, PersonProgress]:
    rows = people_at_work(session, viewer, settling(session, viewer.project))
    return {one.member.user.username: one for one in rows}


@pytest.mark.usefixtures("claims")
def test_what_waits_is_counted_by_what_it_waits_for(session: Session, project: Project) -> None:
    assert settling(session, project) == Settling(
        differing=1, doubted=1, by_hand=1, by_rule=1, open=3
    )


def test_what_each_person_has_done_is_what_one_counts_by_hand(
    session: Session, project: Project, people: dict[str, Membership], claims: dict[str, Claim]
) -> None:
    # given
    session.expire_all()
    done: Counter[tuple[str, str]] = Counter()
    for row in session.scalars(select(Annotation)):
        if counts_live(row.claim):
            state = "submitted" if row.state.is_submitted else row.state.value
            done[row.user.username, state] += 1
    left = {
        name: sum(
            is_open(claim, 2)
            and not any(
                one.user.username == name and (one.state.is_submitted or one.state == SKIPPED)
                for one in claim.annotations
            )
            for claim in claims.values()
        )
        for name in ("anna", "ben", "cleo")
    }

    # when
    found = seen(session, people["mona"])

    # then
    assert {name: one.left for name, one in found.items()} == {**left, "judy": 2, "mona": None}
    assert left == {"anna": 1, "ben": 2, "cleo": 2}
    for name, one in found.items():
        work = one.work
        assert (work.submitted, work.skipped, work.drafts, work.settled) == (
            done[name, "submitted"],
            done[name, "skipped"],
            done[name, "draft"],
            int(name == "judy"),
        )
    assert found["anna"].asked == found["anna"].work.submitted + 2


@pytest.mark.usefixtures("claims")
def test_with_one_answer_asked_for_a_draft_waits_though_somebody_has_answered(
    session: Session, project: Project, people: dict[str, Membership]
) -> None:
    # given
    project.annotators_per_claim = 1
    store_claims(session, session.scalars(select(Claim.id)))

    # when
    found = seen(session, people["mona"])

    # then
    assert [found[name].left for name in ("anna", "ben", "cleo")] == [1, 1, 2]


def test_where_managers_give_work_out_what_is_in_hand_waits(
    session: Session, project: Project, people: dict[str, Membership], claims: dict[str, Claim]
) -> None:
    # given
    project.work_from = WorkFrom.GIVEN
    by = people["mona"].user
    for name, claim in (("ben", "fresh"), ("ben", "begun"), ("anna", "none"), ("cleo", "begun")):
        make_assignment(session, claims[claim], people[name].user, given_by=by)
    make_assignment(session, claims["fresh"], people["anna"].user, given_by=by, ended_at=utc_now())

    # when
    found = seen(session, people["mona"])

    # then
    assert [found[name].left for name in ("anna", "ben", "cleo")] == [0, 2, 1]


def test_what_one_was_given_is_left_for_oneself_too(
    session: Session, project: Project, people: dict[str, Membership], claims: dict[str, Claim]
) -> None:
    # given
    project.annotators_per_claim, project.work_from = 1, WorkFrom.GIVEN
    store_claims(session, session.scalars(select(Claim.id)))
    ben = people["ben"].user
    make_assignment(session, claims["fresh"], ben, given_by=people["mona"].user)

    # when
    own = work_of(session, project, ben, counts_of_project(session, project))

    # then
    assert own.left == seen(session, people["mona"])["ben"].left == 1


@pytest.mark.usefixtures("claims")
def test_people_stand_by_role_then_name_whatever_they_have_done(
    session: Session, people: dict[str, Membership]
) -> None:
    # given
    people["anna"].ended_at = utc_now()
    people["vera"].ended_at = utc_now()

    # then
    assert list(seen(session, people["mona"])) == ["ben", "cleo", "anna", "judy", "mona"]
    assert seen(session, people["mona"])["anna"].left is None
    by_pseudonym = sorted((people[name] for name in ("ben", "cleo")), key=lambda one: one.pseudonym)
    names = [one.name for one in seen(session, people["judy"]).values()]
    assert names[:2] == [one.pseudonym for one in by_pseudonym]


@pytest.mark.usefixtures("claims")
def test_who_is_waited_for_is_named(
    session: Session, project: Project, people: dict[str, Membership]
) -> None:
    # when
    found = settling(session, project)
    waits = waits_of(session, project, people_at_work(session, people["mona"], found), found)

    # then
    assert [one.reason for one in waits.doubts.reasons] == [SkipReason.NOT_A_CLAIM]
    assert [(one.reason, one.count) for one in waits.skips.reasons] == [
        (SkipReason.NEEDS_CONTEXT, 1)
    ]
    assert [name.split()[0] for name in waits.annotators.names] == ["Anna", "Ben", "Cleo"]
    assert [name.split()[0] for name in waits.adjudicators.names] == ["Judy"]
    assert [name.split()[0] for name in waits.managers.names] == ["You"]


@pytest.mark.usefixtures("claims")
def test_without_an_adjudicator_managers_are_waited_for(
    session: Session, people: dict[str, Membership]
) -> None:
    # given
    people["judy"].ended_at = utc_now()

    # then
    assert seen(session, people["mona"])["mona"].left == 2


def test_articles_that_nobody_was_given_are_counted_where_managers_give_work_out(
    session: Session, project: Project, people: dict[str, Membership], claims: dict[str, Claim]
) -> None:
    # given
    other = make_claim(session, make_article(session, project))

    def ungiven() -> int:
        found = settling(session, project)
        shown = people_at_work(session, people["mona"], found)
        return waits_of(session, project, shown, found).ungiven

    # then
    assert ungiven() == 0
    project.work_from = WorkFrom.GIVEN
    assert ungiven() == 2
    given = make_assignment(session, other, people["ben"].user, given_by=people["mona"].user)
    assert ungiven() == 1
    session.get_one(Assignment, given.id).ended_at = utc_now()
    session.flush()
    assert ungiven() == 2


@pytest.mark.usefixtures("claims")
def test_what_is_to_settle_is_counted_by_article(session: Session, project: Project) -> None:
    assert [row.to_settle for row in article_progress(session, project, 1).rows] == [2]


def test_claims_are_complete_since_the_day_of_the_last_answer_asked_for(
    session: Session, project: Project, people: dict[str, Membership]
) -> None:
    # given
    article = make_article(session, project)
    agreed, settled = make_claim(session, article), make_claim(session, article)
    for claim, days, other in ((agreed, 3, "support"), (settled, 1, "deny")):
        at = datetime(2026, 3, 2, 23, 59, tzinfo=UTC) - timedelta(days=days)
        make_annotation(session, claim, people["anna"].user, submitted_at=at - timedelta(days=9))
        make_annotation(session, claim, people["ben"].user, submitted_at=at, stance=other)
    at = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
    make_adjudication(session, settled, people["judy"].user, submitted_at=at)
    make_annotation(session, make_claim(session, article), people["anna"].user)

    # when
    chart = team_chart(3, complete_over_time(session, project, TODAY))

    # then
    assert chart is not None
    assert settled.final_by == FinalBy.ADJUDICATED
    assert [column.complete for column in chart.columns] == [0, 0, 0, 1, 1, 2, 2]
    assert [column.adjudicated for column in chart.columns] == [0, 0, 0, 0, 0, 0, 1]
    assert chart.ends[1].until == TODAY


@pytest.mark.usefixtures("claims")
def test_the_last_column_is_what_is_complete_now(session: Session, project: Project) -> None:
    # when
    progress = counts_of_project(session, project).progress
    over_time = complete_over_time(session, project, utc_now().date())
    chart = team_chart(progress.claims, over_time)

    # then
    assert chart is not None
    assert counts_of_project(session, project, complete=over_time.complete).progress == progress
    assert chart.ends[1].complete == progress.complete == 3


def test_nothing_complete_is_no_chart(session: Session, project: Project) -> None:
    assert team_chart(0, complete_over_time(session, project, TODAY)) is None


@pytest.mark.parametrize(
    ("days", "columns", "length"), [(0, 7, 1), (29, 30, 1), (30, 5, 7), (209, 30, 7), (210, 16, 14)]
)
def test_there_are_thirty_columns_at_most(days: int, columns: int, length: int) -> None:
    # when
    first = TODAY - timedelta(days=days)
    spans = spans_to(first, TODAY)

    # then
    assert (len(spans), spans[-1][1]) == (columns, TODAY)
    assert spans[0][0] <= first
    assert {(until - since).days + 1 for since, until in spans} == {length}


def test_a_column_is_as_high_as_its_share_of_all_claims() -> None:
    # when
    spans = spans_to(TODAY, TODAY)
    counts = [(0, 0), (5, 0), (0, 1), (0, 0), (0, 0), (0, 0), (5, 0)]
    chart = team_chart(10, OverTime(spans, counts))

    # then
    assert chart is not None
    heights = [column.height for column in chart.columns]
    assert heights[0] == 0
    assert heights[1] * 2 == heights[-1] == chart.base - chart.top
    assert chart.has_adjudicated
