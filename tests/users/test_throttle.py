"""Guessing passwords stops after ten tries, in whichever process, and holds up nobody else.

The rule stands in docs/decisions/0017-throttle.md.
"""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from tests.making import make_user
from tests.tokens import without_tokens
from webapp.database import Database
from webapp.models import SignInAttempt, User
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link
from webapp.users.services.credentials import note_try
from webapp.vocabulary import LinkPurpose

PASSWORD = "three quiet herons"


def try_to_sign_in(
    client: FlaskClient, username: str, password: str, address: str = "192.0.2.1"
) -> TestResponse:
    return client.post(
        "/sign-in",
        data={"username": username, "password": password},
        environ_base={"REMOTE_ADDR": address},
    )


def fail(
    database: Database,
    times: int,
    username: str = "anna",
    address: str = "192.0.2.1",
    ago: timedelta = timedelta(0),
) -> None:
    """What failed tries leave behind, without the time that hashing takes."""
    with database.transaction() as session:
        for _ in range(times):
            note_try(session, username, address, utc_now() - ago)


def test_the_eleventh_try_is_told_when_to_come_back(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    fail(database, 10)

    # when
    answer = try_to_sign_in(app.test_client(), "anna", PASSWORD)

    # then
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "300"
    assert "Wait five minutes" in answer.text


def test_ten_tries_are_no_eleven(app: Flask, anna: str, database: Database) -> None:
    # given
    fail(database, 9)

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD).status_code == 303


def test_a_name_is_the_same_name_in_any_spelling(app: Flask, anna: str, database: Database) -> None:
    # given
    spellings = ("anna", " anna", "anna ", "ANNA", "ａｎｎａ")
    for spelling in spellings * 2:
        fail(database, 1, spelling, f"192.0.2.{spellings.index(spelling)}")

    # when / then
    assert try_to_sign_in(app.test_client(), "Anna", PASSWORD, "192.0.2.99").status_code == 429


def test_another_name_at_another_address_is_not_held_up(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    fail(database, 10)
    with database.transaction() as session:
        password_hash = session.scalars(select(User.password_hash)).one()
        make_user(session, username="otto", password_hash=password_hash)

    # when / then
    assert try_to_sign_in(app.test_client(), "otto", PASSWORD, "192.0.2.2").status_code == 303


def test_eleven_people_behind_one_address_do_not_lock_out_a_twelfth(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    for number in range(11):
        fail(database, 9, f"user-{number}")

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD).status_code == 303


@pytest.mark.parametrize(("failures", "status"), [(99, 303), (100, 429)])
def test_an_address_is_held_up_under_any_name_after_a_hundred(
    app: Flask, anna: str, database: Database, failures: int, status: int
) -> None:
    # given
    for number in range(failures):
        fail(database, 1, f"user-{number}")

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD).status_code == status


def test_neighbours_in_one_ipv6_network_are_one_address(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    for number in range(100):
        fail(database, 1, f"user-{number}", "2001:db8::/64")

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD, "2001:db8::ff").status_code == 429


def test_strangers_lock_nobody_out_of_a_browser_that_is_known(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    known = app.test_client()
    try_to_sign_in(known, "anna", PASSWORD)
    known.post("/sign-out")
    fail(database, 200)

    # when
    statuses = [
        try_to_sign_in(browser, "Anna", PASSWORD).status_code
        for browser in (known, app.test_client())
    ]

    # then
    assert statuses == [303, 429]


def test_who_is_locked_out_gets_in_by_a_link_and_is_known_from_then_on(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    fail(database, 200)
    browser = app.test_client()
    refused = try_to_sign_in(browser, "anna", PASSWORD)
    with database.transaction() as session:
        user = session.scalars(select(User)).one()
        token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())

    # when
    browser.post(f"/links/{token}")
    browser.post("/sign-out")
    again = try_to_sign_in(browser, "anna", PASSWORD)

    # then
    assert "ask an admin for a link" in refused.text
    assert again.status_code == 303


def test_a_known_browser_may_not_guess_for_ever(app: Flask, anna: str) -> None:
    # given
    known = app.test_client()
    try_to_sign_in(known, "anna", PASSWORD)

    # when
    statuses = [
        try_to_sign_in(known, "anna", words).status_code for words in ["wrong"] * 10 + [PASSWORD]
    ]

    # then
    assert statuses == [400] * 10 + [429]


def test_a_browser_is_known_for_one_name_alone(app: Flask, anna: str, database: Database) -> None:
    # given
    with database.transaction() as session:
        password_hash = session.scalars(select(User.password_hash)).one()
        make_user(session, username="otto", password_hash=password_hash)
    ottos = app.test_client()
    try_to_sign_in(ottos, "otto", PASSWORD)
    fail(database, 10)

    # when / then
    assert try_to_sign_in(ottos, "anna", PASSWORD).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", "a.b", ".", "é", "browser 0123456789abcdef"])
def test_a_made_up_cookie_makes_no_browser_known(
    app: Flask, anna: str, database: Database, cookie: str
) -> None:
    # given
    fail(database, 10)
    browser = app.test_client()
    browser.set_cookie("counterclaim_session_known", cookie)

    # when / then
    assert try_to_sign_in(browser, "anna", PASSWORD).status_code == 429


def test_a_name_that_nobody_has_is_locked_like_any_other(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    fail(database, 10)
    fail(database, 10, "nobody", "192.0.2.2")

    # when
    known = try_to_sign_in(app.test_client(), "anna", "wrong", "192.0.2.3")
    unknown = try_to_sign_in(app.test_client(), "nobody", "wrong", "192.0.2.3")

    # then
    assert known.status_code == unknown.status_code == 429
    assert without_tokens(known.text).replace("anna", "nobody") == without_tokens(unknown.text)
    assert set(known.headers.keys()) == set(unknown.headers.keys())


def test_a_clock_that_is_set_back_locks_no_name_for_a_day(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    fail(database, 200, ago=timedelta(days=-1))

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD).status_code == 303


def test_a_clock_that_is_set_back_a_little_forgives_nothing(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    fail(database, 10, ago=timedelta(minutes=-4))

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD).status_code == 429


def test_a_success_does_not_wipe_out_failures(app: Flask, anna: str, database: Database) -> None:
    # given
    fail(database, 9)
    try_to_sign_in(app.test_client(), "anna", PASSWORD)
    fail(database, 1)

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD).status_code == 429


def test_a_success_counts_as_no_failure(app: Flask, anna: str, database: Database) -> None:
    # when
    try_to_sign_in(app.test_client(), "anna", PASSWORD)

    # then
    with database.reading() as session:
        assert session.execute(select(func.count(SignInAttempt.id))).scalar_one() == 0


def test_a_refused_try_does_not_make_the_wait_longer(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    fail(database, 10)

    # when
    try_to_sign_in(app.test_client(), "anna", PASSWORD)

    # then
    with database.reading() as session:
        assert session.execute(select(func.count(SignInAttempt.id))).scalar_one() == 10


def test_the_right_password_works_after_the_wait(app: Flask, anna: str, database: Database) -> None:
    # given
    fail(database, 10)
    with database.transaction() as session:
        early = utc_now() - timedelta(minutes=5, seconds=1)
        session.execute(update(SignInAttempt).values(created_at=early))

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD).status_code == 303


def test_a_made_up_forwarding_header_changes_nothing(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    for number in range(100):
        fail(database, 1, f"user-{number}", "127.0.0.1")

    # when
    answer = app.test_client().post(
        "/sign-in",
        data={"username": "anna", "password": PASSWORD},
        headers={"X-Forwarded-For": "198.51.100.1"},
    )

    # then
    assert answer.status_code == 429


def test_an_enormous_password_is_refused_unread(app: Flask) -> None:
    # when
    answer = app.test_client().post(
        "/sign-in", data={"username": "anna", "password": "x" * 2_000_000}
    )

    # then
    assert answer.status_code == 413
