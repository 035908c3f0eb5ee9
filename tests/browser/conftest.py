"""A real browser against a real server: every journey runs with and without JavaScript."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from webapp.app import create_app
from webapp.attribution import Engine
from webapp.config import Config
from webapp.database import Database
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link, user_or_none
from webapp.seeding import seed_demo
from webapp.vocabulary import LinkPurpose

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 20_000
"""Milliseconds: a busy machine may keep a page waiting, a broken page never comes."""
QUIET = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`));
"""
REPORTED = "Failed to load resource: the server responded with a status of "
EXPECTED = (REPORTED + "4", REPORTED + "503")
"""How the browser reports a page that says no; broken parts of a page are found otherwise."""


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, which sends nothing by itself."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": CHROMIUM, "args": [*QUIET, *as_root]}


class QuietHandler(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (werkzeug's name)
        """Drop it."""


@dataclass(frozen=True)
class Live:
    """A server that answers on this machine, and the database behind it."""

    url: str
    app: Flask
    database: Database

    def sign_in_link(self, username: str) -> str:
        """The path of a link that signs this user in."""
        with self.database.transaction() as session:
            user = user_or_none(session, username)
            assert user is not None
            return f"/links/{make_link(session, user, LinkPurpose.SIGN_IN, utc_now())}"


@pytest.fixture(scope="session")
def demo_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo in it, to copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.transaction() as session:
        seed_demo(session, Engine())
    database.dispose()
    return path


@pytest.fixture
def live(demo_template: Path, tmp_path: Path) -> Iterator[Live]:
    """A server over its own copy of the demo."""
    path = tmp_path / "counterclaim.db"
    shutil.copy(demo_template, path)
    database = Database(f"sqlite:///{path}")
    config = Config(
        data_folder=tmp_path,
        database_url=f"sqlite:///{path}",
        secret_key=secrets.token_bytes(32),
    )
    app = create_app(config, database)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Live(f"http://127.0.0.1:{server.server_port}", app, database)
    server.shutdown()
    thread.join()
    server.server_close()
    database.dispose()


@pytest.fixture(params=[True, False], ids=["with-javascript", "without-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts; each test that asks for a page runs both ways."""
    return bool(request.param)


@dataclass(frozen=True)
class Complaints:
    """What the browser minded, and what it asked of others."""

    list: list[str]

    def watch(self, page: Page, url: str) -> None:
        """Note console errors, policy violations, broken parts and requests to other hosts."""
        own = urlsplit(url).netloc

        def on_console(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
                self.list.append(f"console: {message.text}")

        def on_request(request: Request) -> None:
            if urlsplit(request.url).netloc not in (own, ""):
                self.list.append(f"request to {request.url}")

        def on_response(response: Response) -> None:
            if response.status >= 400 and response.request.resource_type not in (
                "document",
                "fetch",
            ):
                self.list.append(f"{response.status} for {response.url}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: self.list.append(f"script: {error.message}"))
        page.on("request", on_request)
        page.on("response", on_response)


OpenPage = Callable[..., Page]
SignIn = Callable[[Page, str], None]


@pytest.fixture
def open_page(browser: Browser, live: Live) -> Iterator[OpenPage]:
    """Opens a browser window of its own; the test fails if it complains."""
    complaints = Complaints([])
    contexts = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(base_url=live.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if options.get("java_script_enabled", True):
            context.add_init_script(REPORT_VIOLATIONS)
        page = context.new_page()
        complaints.watch(page, live.url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints.list == []


@pytest.fixture
def page(open_page: OpenPage, javascript: bool) -> Page:
    """A window, with JavaScript and without in turn."""
    return open_page(java_script_enabled=javascript)


@pytest.fixture
def sign_in(live: Live) -> SignIn:
    """Signs the user of this name in, by link."""

    def signed_in(page: Page, username: str) -> None:
        page.goto(live.sign_in_link(username))
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", level=1).wait_for()

    return signed_in
