"""Behind a proxy, under a sub-path, over https: links, cookies and hosts stay right."""

import re
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.making import make_user
from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.models import SignInAttempt
from webapp.models.base import utc_now
from webapp.passwords import hash_of_new
from webapp.rules.invitations import make_link
from webapp.users.services.credentials import note_try
from webapp.vocabulary import LinkPurpose

MakeApp = Callable[..., Flask]
pytestmark = pytest.mark.on("sqlite")


@cache
def application(public_url: str, trusted_proxies: int) -> Flask:
    """The app under another address, over no database yet."""
    key = secrets.token_bytes(32)
    config = Config(Path(), "", public_url, trusted_proxies=trusted_proxies, secret_key=key)
    app = create_app(config, Database("sqlite://"))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def make_app(database: Database) -> MakeApp:
    """The app under another address, over the test's database."""

    def make(public_url: str, trusted_proxies: int = 0) -> Flask:
        app = application(public_url, trusted_proxies)
        app.extensions["database"] = database
        return app

    return make


def link(database: Database) -> str:
    with database.transaction() as session:
        return f"/links/{make_link(session, make_user(session), LinkPurpose.SIGN_IN, utc_now())}"


class HttpsClient(FlaskClient):
    """A browser that reaches the app over https, under the name that people type."""

    host = "news.example"

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send it there."""
        return super().open(*args, base_url=f"https://{self.host}", **kwargs)


def https_client(app: Flask, host: str = "news.example") -> FlaskClient:
    client = HttpsClient(app, app.response_class)
    client.host = host
    return client


def cookies_in(answer: TestResponse) -> dict[str, set[str]]:
    """The attributes of each cookie, but for when it ends."""
    found = {}
    for cookie in answer.headers.getlist("Set-Cookie"):
        pair, *attributes = cookie.split("; ")
        lasting = ("Expires=", "Max-Age=")
        kept = {attribute for attribute in attributes if not attribute.startswith(lasting)}
        found[pair.partition("=")[0]] = kept
    return found


def test_the_cookies_are_the_hosts_alone_over_https(make_app: MakeApp, database: Database) -> None:
    # given
    client = https_client(make_app("https://news.example/claims"))

    # when
    answer = client.post("/claims" + link(database))

    # then
    closed = {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    names = {"__Host-counterclaim", "__Host-counterclaim_known"}
    assert cookies_in(answer) == dict.fromkeys(names, closed)


def test_the_cookies_on_this_machine_are_closed_to_scripts(app: Flask, database: Database) -> None:
    # when
    answer = app.test_client().post(link(database))

    # then
    closed = {"HttpOnly", "Path=/", "SameSite=Lax"}
    names = {"counterclaim_session", "counterclaim_session_known"}
    assert cookies_in(answer) == dict.fromkeys(names, closed)


def test_only_the_sign_in_ends_with_the_browser(app: Flask, database: Database) -> None:
    # when
    cookies = app.test_client().post(link(database)).headers.getlist("Set-Cookie")

    # then
    lasting = [cookie.partition("=")[0] for cookie in cookies if "Max-Age=7776000" in cookie]
    assert lasting == ["counterclaim_session_known"]


def test_https_is_demanded_for_a_year(make_app: MakeApp) -> None:
    # when
    answer = https_client(make_app("https://news.example")).get("/sign-in")

    # then
    expected = "max-age=31536000; includeSubDomains"
    assert answer.headers["Strict-Transport-Security"] == expected


def test_http_on_this_machine_demands_nothing(app: Flask) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/sign-in").headers


@pytest.mark.parametrize("cut", [True, False], ids=["proxy cuts the prefix", "proxy keeps it"])
def test_a_sub_path_stands_in_every_address(
    make_app: MakeApp, database: Database, cut: bool
) -> None:
    # given
    prefix = "" if cut else "/claims"
    client = https_client(make_app("https://news.example/claims"))

    # when
    asked = client.get(f"{prefix}/account?a=1")
    signed_in = client.post(f"{prefix}{link(database)}?next=/account")
    page = client.get(f"{prefix}/account").text

    # then
    assert asked.headers["Location"] == "/claims/sign-in?next=/account?a%3D1"
    assert signed_in.headers["Location"] == "/claims/account"
    assert re.search(r'href="/claims/static/[0-9a-f]{12}/css/base\.css"', page)
    assert 'action="/claims/account"' in page
    assert 'href="/account' not in page


def test_a_path_that_only_looks_like_the_sub_path_is_not_it(make_app: MakeApp) -> None:
    # when
    answer = https_client(make_app("https://news.example/claims")).get("/claimsign-in")

    # then
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "host",
    ["evil.com", "news.example.evil.com", "news.example@evil.com", "evil.com:443", "", "[::1]"],
)
def test_other_hosts_are_not_served(make_app: MakeApp, host: str) -> None:
    # when
    answer = https_client(make_app("https://news.example"), host).get("/sign-in")

    # then
    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.com"},
        {"X-Forwarded-Prefix": "/evil"},
        {"X-Forwarded-Proto": "gopher"},
        {"Forwarded": "host=evil.com"},
        {"X-Forwarded-Port": "6666"},
    ],
    ids=str,
)
@pytest.mark.parametrize("proxies", [0, 1])
def test_forwarding_headers_never_change_an_address(
    make_app: MakeApp, headers: dict[str, str], proxies: int
) -> None:
    # when
    client = https_client(make_app("https://news.example", proxies))
    answer = client.get("/account", headers=headers)

    # then
    assert answer.headers["Location"] == "/sign-in?next=/account"


@pytest.mark.parametrize(
    ("proxies", "counted"),
    [(0, "192.0.2.1"), (1, "203.0.113.9"), (2, "198.51.100.7")],
)
def test_the_address_is_what_trusted_proxies_vouch_for(
    make_app: MakeApp, database: Database, proxies: int, counted: str
) -> None:
    # when
    https_client(make_app("https://news.example", proxies)).post(
        "/sign-in",
        data={"username": "anna", "password": "wrong"},
        headers={"X-Forwarded-For": "10.9.8.7, 198.51.100.7, 203.0.113.9"},
        environ_base={"REMOTE_ADDR": "192.0.2.1"},
    )

    # then
    with database.reading() as session:
        assert session.scalars(select(SignInAttempt.address)).one() == counted


def through_a_proxy(app: Flask, username: str, password: str, address: str) -> int:
    """How somebody at this address is answered who types name and password."""
    return (
        https_client(app)
        .post(
            "/sign-in",
            data={"username": username, "password": password},
            headers={"X-Forwarded-For": address},
            environ_base={"REMOTE_ADDR": "127.0.0.1"},
        )
        .status_code
    )


@pytest.mark.parametrize(
    ("proxies", "mistakes", "status"),
    [(0, 11, 303), (0, 98, 303), (0, 100, 429), (1, 11, 303), (1, 100, 303)],
)
def test_mistakes_of_others_behind_the_proxy_lock_nobody_out_soon(
    make_app: MakeApp, database: Database, proxies: int, mistakes: int, status: int
) -> None:
    # given
    password = "three quiet herons"
    with database.transaction() as session:
        password_hash = hash_of_new(password, username="anna")
        make_user(session, username="anna", password_hash=password_hash)
        for number in range(mistakes):
            place = f"203.0.113.{number}" if proxies else "127.0.0.1"
            note_try(session, f"user-{number}", place, utc_now())

    # when
    app = make_app("https://news.example", proxies)
    wrong = through_a_proxy(app, "otto", "wrong", "203.0.113.200")
    right = through_a_proxy(app, "anna", password, "203.0.113.201")

    # then
    assert (wrong, right) == (429 if mistakes == 100 and not proxies else 400, status)


def test_a_form_of_the_public_address_is_taken_behind_a_silent_proxy(
    make_app: MakeApp, database: Database
) -> None:
    # given
    client = make_app("https://news.example/claims").test_client()

    # when
    answer = client.post(
        link(database),
        headers={"Host": "news.example", "Origin": "https://news.example"},
    )

    # then
    assert answer.status_code == 303
