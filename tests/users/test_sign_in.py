"""Signing in: one message for every reason, a throttle that holds, sessions that can be revoked."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from tests.making import make_user
from tests.people import SignIn
from tests.tokens import without_tokens
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.models import LoginSession, User
from webapp.models.base import token_digest, utc_now
from webapp.passwords import hash_of_new
from webapp.rules.invitations import add_user, make_link
from webapp.vocabulary import LinkPurpose

PASSWORD = "three quiet herons"


def add_anna(database: Database) -> None:
    with database.transaction() as session:
        kept = hash_of_new(PASSWORD, username="anna")
        make_user(session, username="anna", display_name="Anna", password_hash=kept)


def try_to_sign_in(client: FlaskClient, username: str, password: str) -> int:
    return client.post("/sign-in", data={"username": username, "password": password}).status_code


def test_the_right_password_signs_in(app: Flask, database: Database) -> None:
    # given
    add_anna(database)
    client = app.test_client()

    # when
    status = try_to_sign_in(client, "Anna", PASSWORD)

    # then
    assert status == 303
    assert "Your projects" in client.get("/").text


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(
    app: Flask, database: Database
) -> None:
    # given
    add_anna(database)
    client = app.test_client()

    # when
    wrong = client.post("/sign-in", data={"username": "anna", "password": "wrong"})
    unknown = client.post("/sign-in", data={"username": "otto", "password": "wrong"})

    # then
    assert wrong.status_code == unknown.status_code == 400
    assert without_tokens(wrong.text).replace("anna", "otto") == without_tokens(unknown.text)


def test_ten_failures_close_the_door_even_after_a_restart(app: Flask, database: Database) -> None:
    # given
    add_anna(database)
    for _ in range(10):
        try_to_sign_in(app.test_client(), "anna", "wrong")

    # when
    config = Config(Path(app.instance_path), "", secret_key=b"k" * 31 + b"!")
    restarted = create_app(config, database)
    restarted.config["WTF_CSRF_ENABLED"] = False

    # then
    assert try_to_sign_in(restarted.test_client(), "anna", PASSWORD) == 429


def test_a_link_works_once(app: Flask, database: Database) -> None:
    # given
    with database.transaction() as session:
        anna = add_user(session, None, username="anna", display_name="Anna")
        token = make_link(session, anna, LinkPurpose.SIGN_IN, utc_now())

    # when
    statuses = [app.test_client().post(f"/links/{token}").status_code for _ in range(2)]

    # then
    assert statuses == [303, 404]


def test_opening_a_link_does_not_spend_it(app: Flask, database: Database) -> None:
    # given
    with database.transaction() as session:
        anna = add_user(session, None, username="anna", display_name="Anna")
        token = make_link(session, anna, LinkPurpose.SIGN_IN, utc_now())

    # when
    seen = app.test_client().get(f"/links/{token}")

    # then
    assert "Sign in as Anna" in seen.text
    assert app.test_client().post(f"/links/{token}").status_code == 303


def test_a_deleted_session_signs_the_browser_out(sign_in: SignIn, database: Database) -> None:
    # given
    anna = sign_in("anna")

    # when
    with database.transaction() as session:
        session.execute(delete(LoginSession))

    # then
    assert anna.get("/").status_code == 303


def test_a_copied_cookie_is_dead_after_sign_out(app: Flask, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    cookie = anna.get_cookie("counterclaim_session")
    assert cookie is not None
    copied = app.test_client()
    copied.set_cookie("counterclaim_session", cookie.value)

    # when
    anna.post("/sign-out")

    # then
    assert copied.get("/").status_code == 303


def test_two_idle_hours_end_a_session(sign_in: SignIn, database: Database) -> None:
    # given
    anna = sign_in("anna")

    # when
    with database.transaction() as session:
        session.execute(update(LoginSession).values(last_seen_at=utc_now() - timedelta(hours=2.1)))

    # then
    assert anna.get("/").status_code == 303


def test_only_hashes_of_tokens_are_stored(sign_in: SignIn, database: Database) -> None:
    # given
    anna = sign_in("anna")

    # when
    with anna.session_transaction() as cookie:
        token = cookie["_user_id"]

    # then
    with database.reading() as session:
        assert session.scalars(select(LoginSession.token_sha256)).one() == token_digest(token)


def test_a_new_password_signs_other_browsers_out(sign_in: SignIn) -> None:
    # given
    here, elsewhere = sign_in("anna"), sign_in("anna")

    # when
    here.post("/account/password", data={"password": PASSWORD, "repeated": PASSWORD})

    # then
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303


def test_a_short_password_is_refused_in_words(sign_in: SignIn, database: Database) -> None:
    # given
    anna = sign_in("anna")

    # when
    answer = anna.post("/account/password", data={"password": "short", "repeated": "short"})

    # then
    assert answer.status_code == 400
    assert "15 to 128 characters" in answer.text
    with database.reading() as session:
        assert session.scalars(select(User.password_hash)).one() is None
