"""Where people go next is always one of our own pages."""

import secrets
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from webapp.app import create_app
from webapp.config import Config
from webapp.database import Database
from webapp.web.addresses import client_address, safe_next

HOSTILE = [
    "//evil.com",
    "////evil.com",
    "///evil.com",
    "/\t/evil.com",
    "/\n/evil.com",
    "/\r\n/evil.com",
    "\t//evil.com",
    " //evil.com",
    "\x08//evil.com",
    "\x7f//evil.com",
    "/\\evil.com",
    "\\\\evil.com",
    "\\/evil.com",
    "/\\/evil.com",
    "https://evil.com",
    "https:evil.com",
    "https:/evil.com",
    "HTTPS://EVIL.COM",
    "http:///evil.com",
    "//evil.com@localhost/",
    "//localhost@evil.com/",
    "//[::1",
    "//[",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:a@evil.com",
    "evil.com",
    "account",
    "./account",
    "../account",
    "?next=/account",
    "#account",
    "/no-page",
    "/sign-out",
    "/account/../..//evil.com",
    "/%2f%2fevil.com",
    "/%5cevil.com",
    "/claims//evil.com",
    "/account\x00",
    "",
    None,
]
GOOD = ["/", "/account", "/account?a=1&b=//evil.com", "/confirm?next=/account", "/sign-in"]


@cache
def application(public_url: str) -> Flask:
    """The app under this address, made once."""
    config = Config(Path(), "sqlite://", public_url, secret_key=secrets.token_bytes(32))
    return create_app(config, Database("sqlite://"))


@pytest.fixture(params=["", "/claims"], ids=["root", "sub-path"])
def root(request: pytest.FixtureRequest) -> Iterator[str]:
    """A request at the root of a host, or under a sub-path; gives that path."""
    app = application(f"http://127.0.0.1:5000{request.param}")
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": request.param}):
        yield request.param


@pytest.mark.parametrize("target", HOSTILE, ids=repr)
def test_nobody_is_sent_off_the_site(root: str, target: str | None) -> None:
    assert safe_next(target) is None


@pytest.mark.parametrize("target", GOOD)
def test_our_own_pages_are_kept(root: str, target: str) -> None:
    assert safe_next(target) == root + target


@pytest.mark.parametrize("target", GOOD)
def test_the_sub_path_is_not_doubled(root: str, target: str) -> None:
    assert safe_next(root + target) == root + target


@pytest.mark.parametrize(
    ("sent", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:not-one", "::ffff:not-one"),
        ("", ""),
    ],
)
def test_an_address_counts_as_its_network(sent: str, counted: str) -> None:
    # given
    app = application("http://127.0.0.1:5000")

    # when / then
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": sent}):
        assert client_address() == counted
