"""A real browser against a real server: every journey runs with and without JavaScript."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser.every_page import ids_in_demo
from tests.browser.live import Live
from tests.databases import Shared, copy_file
from webapp.app import create_app
from webapp.attribution import Engine
from webapp.config import Config
from webapp.database import Database
from webapp.seeding import seed_demo

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
LEFT_OUT = (
    # what Playwright itself leaves out: a second list takes the place of its own
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    # and pages that the address bar of each window holds ready: two fifths of the browser's time
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`));
"""
ENHANCED = """
async () => {
  const main = document.querySelector("script[type=module]")?.src;
  const elements = [...document.querySelectorAll("[data-enhance]")];
  for (const name of elements.flatMap((element) => element.dataset.enhance.split(" ")))
    await import(new URL(`./${name}.js`, main));
}
"""
"""Waits until the page has the behaviours that it names."""
REPORTED = "Failed to load resource: the server responded with a status of "
EXPECTED = (REPORTED + "4", REPORTED + "503")
"""How the browser reports a page that says no; broken parts of a page are found otherwise."""


expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, which sends nothing by itself."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    features = f"--disable-features={','.join(LEFT_OUT)}"
    return {"executable_path": CHROMIUM, "args": [*QUIET, features, *as_root]}


class QuietHandler(WSGIRequestHandler):
    """Says nothing about requests."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 (werkzeug's name)
        """Drop it."""


@pytest.fixture(scope="session")
def demo_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo in it, to copy."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}")
    copy_file(sqlite_template, database)
    with database.transaction() as session:
        seed_demo(session, Engine())
    database.dispose()
    return Path(str(database.url.database))


@pytest.fixture(scope="session")
def demo_shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """The database that the server meets, which holds each test's own copy of the demo."""
    shared = Shared(f"sqlite:///{tmp_path_factory.mktemp('live') / 'counterclaim.db'}")
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Flask]]:
    """The address of a server, and its application, over no database yet."""
    config = Config(
        data_folder=tmp_path_factory.mktemp("server"),
        database_url="sqlite://",
        secret_key=secrets.token_bytes(32),
    )
    app = create_app(config, Database(config.database_url))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", app
    server.shutdown()
    thread.join()
    server.server_close()


Lend = Callable[[], AbstractContextManager[Live]]


@pytest.fixture(scope="session")
def lend_demo(server: tuple[str, Flask], demo_shared: Shared, demo_template: Path) -> Lend:
    """Puts a fresh copy of the demo behind the server, for as long as the block lasts."""
    url, app = server

    @contextmanager
    def lent() -> Iterator[Live]:
        copy_file(demo_template, demo_shared.database)
        app.extensions["database"] = demo_shared.database
        try:
            yield Live(url, app, demo_shared.database)
        finally:
            demo_shared.close()

    return lent


@pytest.fixture
def live(lend_demo: Lend) -> Iterator[Live]:
    """A server over a copy of the demo that nobody else meets."""
    with lend_demo() as lent:
        yield lent


@pytest.fixture
def demo_ids(live: Live) -> dict[str, str]:
    """A row of every kind, in the demo project."""
    return ids_in_demo(live)


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


@contextmanager
def opening(browser: Browser, live: Live) -> Iterator[OpenPage]:
    """Opens windows; when the block ends they are closed, and none of them may have complained."""
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

    try:
        yield opened
    finally:
        for context in contexts:
            context.close()
    assert complaints.list == []


@pytest.fixture
def open_page(browser: Browser, live: Live) -> Iterator[OpenPage]:
    """Opens a browser window of its own; the test fails if it complains."""
    with opening(browser, live) as opened:
        yield opened


@pytest.fixture
def page(open_page: OpenPage, javascript: bool) -> Page:
    """A window, with JavaScript and without in turn."""
    return open_page(java_script_enabled=javascript)


@pytest.fixture
def sign_in(live: Live) -> SignIn:
    """Signs the user of this name in; their page of projects is open then."""
    return live.sign_in
