"""Requests from other sites, and forms that come too late."""

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.people import SignIn
from webapp.database import Database
from webapp.models import LoginSession, User
from webapp.models.base import utc_now

FROM_HERE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def token_on(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "\x7fnonsense"},
        {"Origin": "https://evil.com"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.com"},
        {"Origin": "http://localhost:99999"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.com"},
    ],
    ids=str,
)
def test_a_form_sent_by_another_site_is_refused(
    sign_in: SignIn, database: Database, headers: dict[str, str]
) -> None:
    # given
    anna = sign_in("anna")

    # when
    answer = anna.post("/account", data={}, headers=headers)

    # then
    assert answer.status_code == 403
    assert "another website" in answer.text
    with database.reading() as session:
        assert session.scalars(select(User.has_single_keys)).one()


@pytest.mark.parametrize(
    "headers",
    [FROM_HERE, {"Sec-Fetch-Site": "none"}, {"Origin": "http://127.0.0.1:5000"}, {}],
    ids=str,
)
def test_a_form_sent_from_here_is_taken(sign_in: SignIn, headers: dict[str, str]) -> None:
    assert sign_in("anna").post("/account", data={}, headers=headers).status_code == 303


def test_a_link_on_another_site_may_open_a_page(sign_in: SignIn) -> None:
    assert sign_in("anna").get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("path", ["/projects/%00/articles/", "/links/%00", "/?x=%00"])
def test_nul_in_an_address_never_reaches_the_database(sign_in: SignIn, path: str) -> None:
    assert sign_in("anna").get(path).status_code in (400, 404)


def test_nul_in_a_field_is_refused(app: Flask) -> None:
    # when
    answer = app.test_client().post("/sign-in", data={"username": "a\0b", "password": "x"})

    # then
    assert answer.status_code == 400


def test_what_was_typed_survives_a_session_that_ended(sign_in: SignIn, database: Database) -> None:
    # given
    anna = sign_in("anna")
    with database.transaction() as session:
        session.execute(update(LoginSession).values(last_seen_at=utc_now() - timedelta(hours=3)))

    # when
    typed = {"display_name": 'two\r\n"lines" <b>', "password": "secret"}
    answer = anna.post("/users?a=1", data=typed, headers=FROM_HERE)

    # then
    assert answer.status_code == 401
    assert "You were signed out" in answer.text
    assert 'action="/users?a=1"' in answer.text
    assert 'name="display_name" value="two\r\n&#34;lines&#34; &lt;b&gt;"' in answer.text
    assert "secret" not in answer.text


def test_a_form_of_an_earlier_sign_in_can_be_sent_again(
    app: Flask, sign_in: SignIn, database: Database
) -> None:
    # given
    app.config["WTF_CSRF_ENABLED"] = True
    browser = app.test_client()
    early = token_on(browser.get("/sign-in").text)
    app.config["WTF_CSRF_ENABLED"] = False
    anna = sign_in("anna")
    app.config["WTF_CSRF_ENABLED"] = True

    # when
    late = anna.post("/account", data={"csrf_token": early}, headers=FROM_HERE)
    again = anna.post("/account", data={"csrf_token": token_on(late.text)}, headers=FROM_HERE)

    # then
    assert late.status_code == 400
    assert "It will be sent as <b>Anna</b>" in late.text
    assert again.status_code == 303
    with database.reading() as session:
        assert not session.scalars(select(User.has_single_keys)).one()


def test_a_form_without_a_token_is_not_offered_again_unless_it_came_from_here(
    app: Flask, sign_in: SignIn
) -> None:
    # given
    anna = sign_in("anna")
    app.config["WTF_CSRF_ENABLED"] = True

    # when
    answer = anna.post("/account", data={"note": "two words"})

    # then
    assert answer.status_code == 400
    assert "two words" not in answer.text


def test_tokens_die_with_the_session(app: Flask, sign_in: SignIn) -> None:
    # given
    anna = sign_in("anna")
    app.config["WTF_CSRF_ENABLED"] = True
    early = token_on(anna.get("/account").text)

    # when
    anna.post("/sign-out", data={"csrf_token": early})

    # then
    answer = anna.post("/sign-in", data={"csrf_token": early, "username": "a", "password": "b"})
    assert answer.status_code == 400


def test_a_form_sent_after_a_quiet_minute_does_not_wait_for_itself(
    sign_in: SignIn, database: Database
) -> None:
    # given
    anna = sign_in("anna")
    early = utc_now() - timedelta(minutes=5)
    with database.transaction() as session:
        session.execute(update(LoginSession).values(last_seen_at=early))

    # when
    answer = anna.post("/account", data={})

    # then
    assert answer.status_code == 303
    with database.reading() as session:
        assert session.execute(select(func.max(LoginSession.last_seen_at))).scalar_one() > early
