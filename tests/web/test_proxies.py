"""Behind a proxy, under a sub-path, over https: links, cookies and hosts stay right."""

import secrets
from collections.abc import Callable
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
from webapp.models.people import make_link
from webapp.vocabulary import LinkPurpose

MakeApp = Callable[..., Flask]


@pytest.fixture
def make_app(database: Database, tmp_path: Path) -> MakeApp:
    """The app under another address."""

    def make(public_url: str, trusted_proxies: int = 0) -> Flask:
        config = Config(
            tmp_path,
            "",
            public_url,
            trusted_proxies=trusted_proxies,
            secret_key=secrets.token_bytes(32),
        )
        app = create_app(config, database)
        app.config["WTF_CSRF_ENABLED"] = False
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
    app.test_client_class = HttpsClient
    client = app.test_client()
    assert isinstance(client, HttpsClient)
    client.host = host
    return client


def test_the_cookie_is_the_hosts_alone_over_https(make_app: MakeApp, database: Database) -> None:
    # given
    client = https_client(make_app("https://news.example/claims"))

    # when
    answer = client.post("/claims" + link(database))

    # then
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert cookies[0].startswith("__Host-counterclaim=")
    assert set(cookies[0].split("; ")[1:]) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_the_cookie_on_this_machine_is_closed_to_scripts(app: Flask, database: Database) -> None:
    # when
    answer = app.test_client().post(link(database))

    # then
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("counterclaim_session=")
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=Lax"}


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
    assert 'href="/claims/static/css/base.css"' in page
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
