"""A clock that is set back, or that runs ahead for a while, signs nobody out and lets nobody in."""

import time
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.making import make_user
from tests.people import SignIn
from webapp.database import Database
from webapp.models import LoginSession, SingleUseLink, User
from webapp.models.base import utc_now
from webapp.rules.invitations import LINK_LIFE, end_links, make_link
from webapp.users.queries import open_link_or_none
from webapp.vocabulary import LinkPurpose

DAY = timedelta(days=1)


def move_sessions(database: Database, by: timedelta) -> None:
    """As if the clock had been off by this when they were opened."""
    with database.transaction() as session:
        at = utc_now() + by
        session.execute(update(LoginSession).values(created_at=at, last_seen_at=at))


def times(database: Database) -> LoginSession:
    with database.reading() as session:
        return session.scalars(select(LoginSession)).one()


def test_a_cookie_of_the_future_is_still_that_of_its_browser(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    ahead = time.time() + DAY.total_seconds()
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: ahead)
        anna = sign_in("anna")

    # when / then
    assert anna.get("/").status_code == 200


def test_a_cookie_of_last_year_is_as_good_as_the_session_in_the_database(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    early = time.time() - 365 * DAY.total_seconds()
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: early)
        anna = sign_in("anna")

    # when / then
    assert anna.get("/").status_code == 200


def test_a_cookie_that_somebody_made_up_is_nobodys(app: Flask, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    cookie = anna.get_cookie("counterclaim_session")
    assert cookie
    forged = app.test_client()
    forged.set_cookie("counterclaim_session", cookie.value[:-2] + "xx")

    # when / then
    assert forged.get("/").status_code == 303


def test_a_clock_that_is_set_back_signs_nobody_out(sign_in: SignIn, database: Database) -> None:
    # given
    anna = sign_in("anna")
    move_sessions(database, DAY)

    # when / then
    assert anna.get("/").status_code == 200


def test_times_that_lie_ahead_count_as_now_from_the_next_page_on(
    sign_in: SignIn, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    move_sessions(database, DAY)

    # when
    anna.get("/")

    # then
    seen = times(database)
    assert seen.created_at <= utc_now()
    assert seen.last_seen_at <= utc_now()


def test_a_session_stays_as_old_as_it_is(sign_in: SignIn, database: Database) -> None:
    # given
    anna = sign_in("anna")
    move_sessions(database, -timedelta(hours=1))
    began = times(database).created_at

    # when
    anna.get("/")

    # then
    assert times(database).created_at == began


def test_a_clock_that_was_ahead_for_a_while_signs_nobody_out_for_good(
    sign_in: SignIn, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    move_sessions(database, -DAY)
    meanwhile = anna.get("/").status_code

    # when
    move_sessions(database, timedelta(0))

    # then
    assert meanwhile == 303
    assert anna.get("/").status_code == 200


@pytest.mark.parametrize(
    ("ahead", "is_open"),
    [
        (timedelta(0), True),
        (timedelta(hours=1), True),
        (timedelta(hours=23), True),
        (timedelta(days=2), False),
        (timedelta(days=365), False),
        (timedelta(hours=-23), True),
        (timedelta(hours=-24), False),
    ],
    ids=str,
)
def test_a_link_of_another_clock_is_open_for_two_days_at_most(
    database: Database, ahead: timedelta, is_open: bool
) -> None:
    # given
    now = utc_now()
    with database.transaction() as session:
        token = make_link(session, make_user(session), LinkPurpose.SIGN_IN, now + ahead)

    # when / then
    with database.reading() as session:
        assert (open_link_or_none(session, token, now) is not None) is is_open


def test_a_link_that_was_ended_stays_so_when_the_clock_is_set_back(database: Database) -> None:
    # given
    now = utc_now()
    with database.transaction() as session:
        user = make_user(session)
        token = make_link(session, user, LinkPurpose.SIGN_IN, now)
        end_links(session, user)

    # when / then
    with database.reading() as session:
        assert open_link_or_none(session, token, now - LINK_LIFE / 2) is None
        assert session.scalars(select(SingleUseLink)).all() == []
        assert session.scalars(select(User)).one().is_active
