"""Single-use links: an invitation, a reset, a sign-in; opening one spends nothing."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.making import make_user
from webapp.database import Database
from webapp.models import Event, LoginSession, User
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link
from webapp.vocabulary import LinkPurpose

PASSWORD = "three quiet herons"
NEW = {"password": "two loud cormorants", "repeated": "two loud cormorants"}


def link_for(database: Database, purpose: LinkPurpose, username: str = "anna") -> str:
    with database.transaction() as session:
        return f"/links/{make_link(session, make_or_find(session, username), purpose, utc_now())}"


def make_or_find(session: Session, username: str) -> User:
    found = session.scalars(select(User).where(User.username == username)).one_or_none()
    return found or make_user(session, username=username)


def signs_in(app: Flask, username: str, password: str) -> bool:
    answer = app.test_client().post("/sign-in", data={"username": username, "password": password})
    return answer.status_code == 303


def stored_user(database: Database) -> User:
    with database.reading() as session:
        return session.scalars(select(User)).one()


def test_an_invitation_sets_name_and_password_and_signs_in(app: Flask, database: Database) -> None:
    # given
    address, client = link_for(database, LinkPurpose.INVITATION), app.test_client()

    # when
    answer = client.post(address, data={"display_name": "Anna B.", **NEW})

    # then
    assert answer.status_code == 303
    assert "Anna B." in client.get("/").text
    assert signs_in(app, "anna", NEW["password"])


def test_an_invitation_asks_for_name_and_password(app: Flask, database: Database) -> None:
    # when
    page = app.test_client().get(link_for(database, LinkPurpose.INVITATION)).text

    # then
    assert "You sign in as <b>anna</b>" in page
    assert 'name="display_name"' in page


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"password": "short", "repeated": "short"}, 400, "15 to 128 characters"),
        ({"password": PASSWORD, "repeated": "another"}, 422, "do not match"),
        ({"password": "", "repeated": ""}, 422, "Type a new password"),
    ],
    ids=["short", "unlike", "empty"],
)
def test_a_password_that_will_not_do_leaves_the_link_good(
    app: Flask, database: Database, typed: dict[str, str], status: int, words: str
) -> None:
    # given
    address, client = link_for(database, LinkPurpose.RESET), app.test_client()

    # when
    answer = client.post(address, data=typed)

    # then
    assert answer.status_code == status
    assert words in answer.text
    assert client.post(address, data=NEW).status_code == 303


def test_a_reset_signs_every_other_browser_out(app: Flask, database: Database, anna: str) -> None:
    # given
    elsewhere = app.test_client()
    elsewhere.post("/sign-in", data={"username": "anna", "password": PASSWORD})
    address = link_for(database, LinkPurpose.RESET)

    # when
    app.test_client().post(address, data=NEW)

    # then
    assert elsewhere.get("/").status_code == 303
    assert not signs_in(app, "anna", PASSWORD)
    assert signs_in(app, "anna", NEW["password"])


def test_a_reset_makes_every_other_link_useless(app: Flask, database: Database, anna: str) -> None:
    # given
    first, second = link_for(database, LinkPurpose.RESET), link_for(database, LinkPurpose.SIGN_IN)

    # when
    app.test_client().post(first, data=NEW)

    # then
    assert app.test_client().post(second).status_code == 404


def test_a_reset_link_works_once(app: Flask, database: Database) -> None:
    # given
    address = link_for(database, LinkPurpose.RESET)

    # when
    statuses = [app.test_client().post(address, data=NEW).status_code for _ in range(2)]

    # then
    assert statuses == [303, 404]


@pytest.mark.parametrize("purpose", LinkPurpose)
def test_a_link_dies_after_a_day(app: Flask, database: Database, purpose: LinkPurpose) -> None:
    # given
    with database.transaction() as session:
        early = utc_now() - timedelta(hours=24)
        token = make_link(session, make_user(session), purpose, early)

    # when
    client = app.test_client()

    # then
    assert client.get(f"/links/{token}").status_code == 404
    assert client.post(f"/links/{token}", data={"display_name": "A", **NEW}).status_code == 404


def test_a_link_of_a_deactivated_user_opens_nothing(app: Flask, database: Database) -> None:
    # given
    with database.transaction() as session:
        otto = make_user(session, deactivated_at=utc_now())
        token = make_link(session, otto, LinkPurpose.SIGN_IN, utc_now())

    # when / then
    assert app.test_client().post(f"/links/{token}").status_code == 404


@pytest.mark.parametrize(
    ("purpose", "action"),
    [
        (LinkPurpose.INVITATION, "invitation accepted"),
        (LinkPurpose.RESET, "password reset"),
        (LinkPurpose.SIGN_IN, "signed in"),
    ],
)
def test_using_a_link_is_one_event(
    app: Flask, database: Database, purpose: LinkPurpose, action: str
) -> None:
    # given
    address = link_for(database, purpose)
    with database.reading() as session:
        before = session.execute(select(func.max(Event.id))).scalar() or 0

    # when
    app.test_client().post(address, data={"display_name": "Anna", **NEW})

    # then
    with database.reading() as session:
        new = session.scalars(select(Event.action).where(Event.id > before)).all()
    assert new == [action]


def test_a_sign_in_link_confirms_no_password(app: Flask, database: Database) -> None:
    # when
    app.test_client().post(link_for(database, LinkPurpose.SIGN_IN))

    # then
    with database.reading() as session:
        assert session.scalars(select(LoginSession.reauthenticated_at)).one() is None


def test_passwords_are_stored_as_argon2id_only(app: Flask, database: Database) -> None:
    # when
    app.test_client().post(link_for(database, LinkPurpose.RESET), data=NEW)

    # then
    assert (stored_user(database).password_hash or "").startswith("$argon2id$")
