"""Admins keep the accounts of an instance, and can never lock everybody out."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.making import make_user
from tests.people import SignIn
from webapp.database import Database
from webapp.models import User

NEW = {"password": "two loud cormorants", "repeated": "two loud cormorants"}


@pytest.fixture
def admin(sign_in: SignIn, database: Database) -> FlaskClient:
    """The browser of the only admin."""
    with database.transaction() as session:
        make_user(session, username="root", is_admin=True)
    return sign_in("root")


def user(database: Database, username: str) -> User:
    with database.reading() as session:
        return session.scalars(select(User).where(User.username == username)).one()


def change(database: Database, client: FlaskClient, username: str, verb: str) -> int:
    public_id = user(database, username).public_id
    return client.post(f"/users/{public_id}/{verb}").status_code


def link_on(page: str) -> str:
    found = re.search(r'value="http://127.0.0.1:5000(/links/[^"]+)"', page)
    assert found
    return found[1]


def test_a_new_user_gets_a_link_that_is_shown_once(admin: FlaskClient, app: Flask) -> None:
    # when
    admin.post("/users", data={"username": "Anna", "display_name": "Anna B."})
    page, again = admin.get("/users").text, admin.get("/users").text

    # then
    assert "/links/" not in again
    answer = app.test_client().post(link_on(page), data={"display_name": "Anna B.", **NEW})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "name", ["root", "ROOT", " root ", "two words", "", "x" * 61, "a\nb", "\u3164", "an\u200bna"]
)
def test_a_name_that_cannot_be_is_refused(
    admin: FlaskClient, database: Database, name: str
) -> None:
    # when
    answer = admin.post("/users", data={"username": name})

    # then
    assert answer.status_code in (400, 422)
    with database.reading() as session:
        assert session.scalars(select(User.username)).all() == ["root"]


def test_a_deactivated_user_is_out_at_once(
    admin: FlaskClient, sign_in: SignIn, database: Database
) -> None:
    # given
    anna = sign_in("anna")

    # when
    change(database, admin, "anna", "deactivate")

    # then
    assert anna.get("/").status_code == 303
    assert "deactivated" in admin.get("/users").text


def test_a_reactivated_user_may_sign_in_again(
    admin: FlaskClient, sign_in: SignIn, database: Database
) -> None:
    # given
    sign_in("anna")
    change(database, admin, "anna", "deactivate")

    # when
    change(database, admin, "anna", "reactivate")

    # then
    assert sign_in("anna").get("/").status_code == 200


@pytest.mark.parametrize("verb", ["deactivate", "unmake-admin"])
def test_the_last_admin_stays(admin: FlaskClient, database: Database, verb: str) -> None:
    # when
    status = change(database, admin, "root", verb)

    # then
    assert status == 409
    assert user(database, "root").is_admin
    assert user(database, "root").is_active


def test_an_admin_may_go_when_another_is_there(
    admin: FlaskClient, sign_in: SignIn, database: Database
) -> None:
    # given
    sign_in("anna")
    change(database, admin, "anna", "make-admin")

    # when
    status = change(database, admin, "root", "unmake-admin")

    # then
    assert status == 303
    assert admin.get("/users").status_code == 404


def test_a_deactivated_admin_keeps_nothing(
    admin: FlaskClient, sign_in: SignIn, database: Database
) -> None:
    # given
    sign_in("anna")
    change(database, admin, "anna", "make-admin")
    change(database, admin, "anna", "deactivate")

    # when / then
    assert change(database, admin, "root", "unmake-admin") == 409


def test_a_reset_link_replaces_the_one_before(
    admin: FlaskClient, app: Flask, sign_in: SignIn, database: Database
) -> None:
    # given
    sign_in("anna")
    change(database, admin, "anna", "link")
    first = link_on(admin.get("/users").text)

    # when
    change(database, admin, "anna", "link")
    second = link_on(admin.get("/users").text)

    # then
    typed = {"display_name": "Anna", **NEW}
    assert app.test_client().post(first, data=typed).status_code == 404
    assert app.test_client().post(second, data=typed).status_code == 303


def test_links_are_made_for_active_users_only(
    admin: FlaskClient, sign_in: SignIn, database: Database
) -> None:
    # given
    sign_in("anna")
    change(database, admin, "anna", "deactivate")

    # when / then
    assert change(database, admin, "anna", "link") == 400


@pytest.mark.parametrize("number", ["2", "-1", "0", "1e9", "9" * 40, "x", "%00"])
def test_any_page_number_gives_a_page(admin: FlaskClient, number: str) -> None:
    assert admin.get(f"/users?page={number}").status_code in (200, 400)
