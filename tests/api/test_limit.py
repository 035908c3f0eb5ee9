"""How often a program may ask: counted in the database, whichever process answers."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.api.asking import Program, program_of
from tests.databases import BOTH
from tests.statements import statements_sent
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.errors import Refusal
from webapp.models import AccessToken
from webapp.models.base import utc_now
from webapp.rules.access_tokens import (
    COUNTED_AT_ONCE,
    MOST_IN_A_MINUTE,
    TooOften,
    count_requests,
    open_token_or_none,
    refuse_too_often,
)
from webapp.web.allowances import Allowances

pytestmark = pytest.mark.on(*BOTH)
Asks = Callable[[datetime], Refusal | None]


def spend(database: Database, count: int, began: datetime | None = None) -> None:
    """Let so many requests have been made in this minute."""
    values = {"request_count": count, "counted_from": began or utc_now()}
    with database.transaction() as session:
        session.execute(update(AccessToken).values(values))


def counted(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(AccessToken.request_count)).one()


@pytest.fixture
def asks(monas: Program, database: Database) -> Asks:
    """What a process is refused with that counts requests at a moment, if it is."""

    def ask(now: datetime) -> Refusal | None:
        with database.reading() as reading:
            token = open_token_or_none(reading, monas.token, now)
        assert token is not None
        try:
            refuse_too_often(token, now)
            with database.hurried_transaction() as writing:
                count_requests(writing, token, now)
        except TooOften as refusal:
            return refusal
        return None

    return ask


def test_the_last_request_of_a_minute_is_answered_and_the_next_one_refused(
    monas: Program, database: Database
) -> None:
    # given
    spend(database, MOST_IN_A_MINUTE - COUNTED_AT_ONCE)

    # when
    last = [monas.answer("").status_code for _ in range(COUNTED_AT_ONCE)]
    refused = monas.answer("/claims")

    # then
    assert set(last) == {200}
    assert (refused.status_code, refused.mimetype) == (429, "application/problem+json")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "300 requests in a minute" in refused.text


def test_what_is_refused_is_not_written(monas: Program, database: Database) -> None:
    # given
    spend(database, MOST_IN_A_MINUTE)

    # when
    for _ in range(3):
        assert monas.answer("/claims").status_code == 429

    # then
    assert counted(database) == MOST_IN_A_MINUTE


def test_another_minute_begins_with_the_next_request_after_it(
    asks: Asks, database: Database
) -> None:
    # given
    now = utc_now()
    spend(database, MOST_IN_A_MINUTE, now)

    # then
    assert asks(now + timedelta(seconds=59)) is not None
    assert asks(now + timedelta(seconds=60)) is None
    assert counted(database) == COUNTED_AT_ONCE


def test_a_clock_that_is_set_back_locks_nobody_out(asks: Asks, database: Database) -> None:
    # given
    now = utc_now()
    spend(database, MOST_IN_A_MINUTE, now + timedelta(hours=1))

    # then
    assert asks(now) is None
    assert counted(database) == COUNTED_AT_ONCE


def test_each_token_has_a_count_of_its_own(
    app: Flask, monas: Program, database: Database, project: str
) -> None:
    # given
    spend(database, MOST_IN_A_MINUTE)

    # when
    other = program_of(app, database, "mona", project)

    # then
    assert monas.answer("/claims").status_code == 429
    assert other.answer("/claims").status_code == 200


def test_many_at_once_are_counted_one_by_one(asks: Asks, database: Database) -> None:
    # given
    now, many = utc_now(), 24
    spend(database, MOST_IN_A_MINUTE - 4 * COUNTED_AT_ONCE, now)

    # when
    with ThreadPoolExecutor(8) as pool:
        refused = [one for one in pool.map(lambda _: asks(now), range(many)) if one]

    # then
    assert len(refused) == many - 4
    assert counted(database) == MOST_IN_A_MINUTE


def test_a_process_writes_for_some_requests_together(monas: Program, database: Database) -> None:
    # given
    with statements_sent(database) as statements:
        for _ in range(2 * COUNTED_AT_ONCE):
            assert monas.answer("").status_code == 200

    # then
    written = [one for one in statements if one.upper().startswith("UPDATE")]
    assert len(written) == 2
    assert counted(database) == 2 * COUNTED_AT_ONCE


def test_what_is_left_of_a_minute_is_not_taken_into_the_next() -> None:
    # given
    allowances, now = Allowances(), utc_now()
    allowances.add("one", now, 2)

    # then
    assert allowances.take("one", now + timedelta(seconds=59))
    assert not allowances.take("one", now + timedelta(seconds=60))
    assert not allowances.take("one", now - timedelta(seconds=1))
    assert not allowances.take("another", now)
    assert allowances.take("one", now)
    assert not allowances.take("one", now)


def test_two_processes_share_one_limit(monas: Program, database: Database) -> None:
    # given
    other = create_app(
        Config(Path(), str(database.url), secret_key=secrets.token_bytes(32)), database
    )
    programs = (monas, replace(monas, app=other))
    spend(database, MOST_IN_A_MINUTE - 3 * COUNTED_AT_ONCE)

    # when
    answers = [programs[number % 2].answer("").status_code for number in range(5 * COUNTED_AT_ONCE)]

    # then
    assert answers.count(200) == 3 * COUNTED_AT_ONCE
    assert answers.count(429) == 2 * COUNTED_AT_ONCE
