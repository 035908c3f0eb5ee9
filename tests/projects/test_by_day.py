"""Answers by day: counted in UTC from the newest events, drawn without a gap."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.making import make_project
from webapp.database import Database
from webapp.models import Event, Project
from webapp.projects import queries
from webapp.projects.pages import DayChart, DayCounts, day_chart
from webapp.projects.queries import answers_by_day
from webapp.rules.actions import Action, ObjectKind

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def project(session: Session) -> Project:
    return make_project(session)


def happened(session: Session, project: Project, at: datetime, **changes: object) -> Event:
    """Somebody submits tags."""
    values = {
        "action": Action.TAGS_SUBMITTED,
        "object_kind": ObjectKind.ANNOTATION,
        "object_id": f"annotation {at}",
        "payload_sha256": "none",
        **changes,
    }
    event = Event(created_at=at, project_id=project.id, **values)
    session.add(event)
    session.flush()
    return event


def test_a_day_ends_at_midnight_in_utc(session: Session, project: Project) -> None:
    # given
    happened(session, project, datetime(2026, 3, 1, 23, 59, 59, 999_000, UTC))
    happened(session, project, datetime(2026, 3, 2, 0, 0, 0, 0, UTC))
    happened(session, project, NOON)

    # when
    counts = answers_by_day(session, project, TODAY).counts

    # then
    assert counts == {date(2026, 3, 1): 1, TODAY: 2}


def test_answers_alone_are_counted_and_what_was_taken_back_is_not(
    session: Session, project: Project
) -> None:
    # given
    happened(session, project, NOON, action=Action.DRAFT_SAVED)
    happened(session, make_project(session), NOON)
    taken_back = happened(session, project, NOON, object_id="one")
    happened(session, project, NOON, action=Action.TAGS_TAKEN_BACK, undoes_id=taken_back.id)
    happened(session, project, NOON, object_id="other")

    # when / then
    assert answers_by_day(session, project, TODAY).counts == {TODAY: 1}


def test_what_is_submitted_twice_on_a_day_is_one_answer(session: Session, project: Project) -> None:
    # given
    happened(session, project, NOON, object_id="one")
    happened(session, project, NOON + timedelta(hours=1), object_id="one")

    # when / then
    assert answers_by_day(session, project, TODAY).counts == {TODAY: 1}


def test_the_last_thirty_days_are_counted(session: Session, project: Project) -> None:
    # given
    happened(session, project, NOON - timedelta(days=30))
    happened(session, project, NOON - timedelta(days=29))

    # when / then
    assert answers_by_day(session, project, TODAY).counts == {date(2026, 2, 1): 1}


def test_a_day_that_the_newest_events_do_not_hold_whole_is_left_out(
    session: Session, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr(queries, "MOST_EVENTS", 3)
    for hours in (30, 29, 2, 1):
        happened(session, project, NOON - timedelta(hours=hours))

    # when
    answers = answers_by_day(session, project, TODAY)

    # then
    assert (answers.counts, answers.since, answers.is_cut) == ({TODAY: 2}, TODAY, True)


def chart_of(counts: dict[date, int], since: date = date(2026, 2, 1)) -> DayChart:
    return day_chart(DayCounts(counts, since, is_cut=False), TODAY)


def test_idle_days_are_drawn_too() -> None:
    # when
    chart = chart_of({date(2026, 2, 21): 4, TODAY: 2})

    # then
    assert [bar.count for bar in chart.bars] == [4, *[0] * 8, 2]
    assert chart.ends[0].height == 2 * chart.ends[1].height
    assert chart.total == 6


def test_a_single_day_stands_in_its_week() -> None:
    assert len(chart_of({TODAY: 1}).bars) == 7


def test_a_day_that_was_not_counted_is_not_drawn_as_idle() -> None:
    assert len(chart_of({TODAY: 1}, since=date(2026, 3, 1)).bars) == 2


def test_many_bars_name_the_highest_alone() -> None:
    # when
    chart = chart_of({date(2026, 2, 1): 4, TODAY: 2})

    # then
    assert len(chart.bars) == 30
    assert [bar.count for bar in chart.bars if bar.is_labelled] == [4]


def test_no_answer_is_no_bar() -> None:
    assert chart_of({}).bars == ()
