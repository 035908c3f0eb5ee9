"""One's own account: settings, password, sessions, and typing the password again."""

from datetime import timedelta

import pytest
from flask import Flask
from flask_login import login_user
from sqlalchemy import select, update

from tests.people import SignIn
from webapp.database import Database
from webapp.models import LoginSession, User
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link
from webapp.users.services.credentials import note_try
from webapp.vocabulary import LinkPurpose
from webapp.web.identity import load_signed_in, recently_confirmed

PASSWORD = "three quiet herons"
NEW = {"password": "two loud cormorants", "repeated": "two loud cormorants"}


def session_ids(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(LoginSession.public_id).order_by(LoginSession.id)))


def test_the_old_password_is_asked_for_where_there_is_one(sign_in: SignIn, anna: str) -> None:
    # when
    answer = sign_in("anna").post("/account/password", data={"old_password": "wrong", **NEW})

    # then
    assert answer.status_code == 400
    assert "This is not your old password" in answer.text


def test_the_old_password_lets_a_new_one_in(app: Flask, sign_in: SignIn, anna: str) -> None:
    # when
    answer = sign_in("anna").post("/account/password", data={"old_password": PASSWORD, **NEW})

    # then
    assert answer.status_code == 303
    assert (
        app.test_client()
        .post("/sign-in", data={"username": "anna", "password": NEW["password"]})
        .status_code
        == 303
    )


def test_a_person_without_a_password_is_not_asked_for_it(sign_in: SignIn) -> None:
    assert "Old password" not in sign_in("anna").get("/account").text


def test_guessing_the_old_password_is_throttled(sign_in: SignIn, anna: str) -> None:
    # given
    browser = sign_in("anna")
    for _ in range(10):
        browser.post("/account/password", data={"old_password": "wrong", **NEW})

    # when
    answer = browser.post("/account/password", data={"old_password": PASSWORD, **NEW})

    # then
    assert answer.status_code == 429


def test_strangers_do_not_keep_anybody_from_confirming(
    app: Flask, anna: str, database: Database
) -> None:
    # given
    with database.transaction() as session:
        user = session.scalars(select(User).where(User.username == "anna")).one()
        token = make_link(session, user, LinkPurpose.SIGN_IN, utc_now())
    browser = app.test_client()
    browser.post(f"/links/{token}")
    with database.transaction() as session:
        for _ in range(200):
            note_try(session, "anna", "127.0.0.1", utc_now())

    # when
    answer = browser.post("/confirm", data={"password": PASSWORD})

    # then
    assert answer.status_code == 303


def test_one_session_can_be_closed(sign_in: SignIn, database: Database) -> None:
    # given
    here, there = sign_in("anna"), sign_in("anna")

    # when
    here.post(f"/account/sessions/{session_ids(database)[1]}/close")

    # then
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 303


def test_nobody_closes_the_session_of_another_person(sign_in: SignIn, database: Database) -> None:
    # given
    anna, otto = sign_in("anna"), sign_in("otto")

    # when
    answer = otto.post(f"/account/sessions/{session_ids(database)[0]}/close")

    # then
    assert answer.status_code == 404
    assert anna.get("/").status_code == 200


def test_everywhere_else_is_not_here(sign_in: SignIn) -> None:
    # given
    here, there = sign_in("anna"), sign_in("anna")

    # when
    here.post("/account/sign-out-elsewhere")

    # then
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 303


def test_single_keys_can_be_switched_off(sign_in: SignIn, database: Database) -> None:
    # when
    sign_in("anna").post("/account", data={"csrf_token": "as every page sends one"})

    # then
    with database.reading() as session:
        assert session.scalars(select(User.has_single_keys)).one() is False


def test_only_what_the_form_offers_can_be_set(sign_in: SignIn, database: Database) -> None:
    # when
    sign_in("anna").post(
        "/account", data={"has_single_keys": "y", "is_admin": "1", "id": "9", "username": "root"}
    )

    # then
    with database.reading() as session:
        user = session.scalars(select(User)).one()
    assert (user.is_admin, user.username, user.id) == (False, "anna", 1)


def is_confirmed(database: Database) -> bool:
    with database.reading() as session:
        return session.scalars(select(LoginSession.reauthenticated_at)).one() is not None


def test_confirming_goes_on_to_where_it_was_asked_for(
    sign_in: SignIn, anna: str, database: Database
) -> None:
    # when
    answer = sign_in("anna").post("/confirm?next=/account", data={"password": PASSWORD})

    # then
    assert answer.headers["Location"] == "/account"
    assert is_confirmed(database)


def test_a_wrong_password_confirms_nothing(sign_in: SignIn, anna: str, database: Database) -> None:
    # when
    answer = sign_in("anna").post("/confirm", data={"password": "wrong"})

    # then
    assert answer.status_code == 400
    assert not is_confirmed(database)


def test_who_has_no_password_is_sent_to_set_one(sign_in: SignIn) -> None:
    assert "Set a password" in sign_in("anna").get("/confirm").text


@pytest.mark.parametrize(
    ("minutes", "counts"),
    [(29, True), (31, False), (-29, True), (-31, False), (-60 * 24, False)],
)
def test_a_confirmation_counts_for_half_an_hour(
    app: Flask, sign_in: SignIn, database: Database, minutes: int, counts: bool
) -> None:
    # given
    with sign_in("anna").session_transaction() as cookie:
        token = cookie["_user_id"]
    with database.transaction() as session:
        at = utc_now() - timedelta(minutes=minutes)
        session.execute(update(LoginSession).values(reauthenticated_at=at))

    # when / then
    with app.test_request_context():
        login_user(load_signed_in(token))
        assert recently_confirmed() is counts
