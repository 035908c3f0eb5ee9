"""Guessing passwords stops after ten tries, in whichever process, and holds up nobody else."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from tests.making import make_user
from webapp.database import Database
from webapp.models import SignInAttempt, User
from webapp.models.base import utc_now
from webapp.users.services import note_try

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
    database: Database, times: int, username: str = "anna", address: str = "192.0.2.1"
) -> None:
    """What failed tries leave behind, without the time that hashing takes."""
    with database.transaction() as session:
        for _ in range(times):
            note_try(session, username, address, utc_now())


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


def test_an_address_is_held_up_under_any_name(app: Flask, anna: str, database: Database) -> None:
    # given
    for number in range(10):
        fail(database, 1, f"user-{number}")

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD).status_code == 429


def test_neighbours_in_one_ipv6_network_are_one_address(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    for number in range(10):
        fail(database, 1, f"user-{number}", "2001:db8::/64")

    # when / then
    assert try_to_sign_in(app.test_client(), "anna", PASSWORD, "2001:db8::ff").status_code == 429


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
    for number in range(10):
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
