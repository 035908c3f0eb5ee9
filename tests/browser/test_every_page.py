"""What holds for every page that there is, found in the map of addresses, in either theme."""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from tests.architecture.test_access import make_ids
from tests.browser.conftest import Live, OpenPage, SignIn
from tests.making import make_user
from webapp.models import Project
from webapp.web.permissions import Permission, permission_of

NO_PAGES = frozenset({"static"})
"""Endpoints that answer GET with something else than a page."""


OF_ADMINS = frozenset({Permission.KEEP_INSTANCE})
OF_VISITORS = frozenset({Permission.VISIT})
OF_MEMBERS = frozenset(Permission) - OF_ADMINS - OF_VISITORS


def paths_of(app: Flask, ids: dict[str, str], asking: frozenset[Permission]) -> list[str]:
    """The path of every page that asks for one of these permissions."""
    return [
        re.sub(r"<(?:\w+:)?(\w+)>", lambda name: ids[name[1]], rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint not in NO_PAGES
        and permission_of(app, rule.endpoint) in asking
    ]


@pytest.fixture
def demo_ids(live: Live) -> dict[str, str]:
    """A row of every kind, in the demo project."""
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        make_user(session, username="root", is_admin=True)
        return make_ids(session, project)


@pytest.fixture
def every_page(
    live: Live, demo_ids: dict[str, str], sign_in: SignIn
) -> Callable[[Page], Iterator[str]]:
    """Opens every page in turn and gives its path: as a visitor, a manager, an admin."""

    def opened(page: Page) -> Iterator[str]:
        for path in paths_of(live.app, demo_ids, OF_VISITORS):
            page.goto(path)
            yield path
        for username, asking in (("demo-manager", OF_MEMBERS), ("root", OF_ADMINS)):
            sign_in(page, username)
            for path in paths_of(live.app, demo_ids, asking):
                page.goto(path)
                yield path

    return opened


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    open_page: OpenPage, every_page: Callable[[Page], Iterator[str]], theme: str
) -> None:
    # given
    page = open_page(bypass_csp=True, color_scheme=theme)

    # when
    violations = {path: _violations(page) for path in every_page(page)}

    # then
    assert len(violations) > 3
    assert {path: found for path, found in violations.items() if found} == {}


def _violations(page: Page) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_sideways_on_a_narrow_screen(
    open_page: OpenPage, every_page: Callable[[Page], Iterator[str]], width: int
) -> None:
    # given
    page = open_page(viewport={"width": width, "height": 700})

    # when
    overflow = {
        path: page.evaluate("document.documentElement.scrollWidth - innerWidth")
        for path in every_page(page)
    }

    # then
    assert {path: over for path, over in overflow.items() if over > 0} == {}


def test_the_bar_leaves_the_screen_to_the_page(
    open_page: OpenPage, sign_in: SignIn, demo_ids: dict[str, str]
) -> None:
    # given
    page = open_page(viewport={"width": 320, "height": 640})
    sign_in(page, "demo-manager")

    # when
    page.goto(f"/projects/{demo_ids['project_id']}/history/")

    # then
    height = page.evaluate("document.querySelector('.bar').getBoundingClientRect().height")
    assert height < 100
    page.get_by_role("link", name="History", exact=True).focus()
    assert page.evaluate("document.activeElement.getBoundingClientRect().right") <= 320


def test_every_page_has_one_heading_and_a_title_of_its_own(
    page: Page, every_page: Callable[[Page], Iterator[str]]
) -> None:
    # when
    found = {
        path: (page.locator("h1").count(), page.title().endswith("· Counterclaim"))
        for path in every_page(page)
    }

    # then
    assert {path: what for path, what in found.items() if what != (1, True)} == {}


def test_a_cold_page_is_light(
    open_page: OpenPage, every_page: Callable[[Page], Iterator[str]]
) -> None:
    # given
    page = open_page()

    # when
    weights = {path: _cold_weight(page) for path in every_page(page)}

    # then
    assert {path: w for path, w in weights.items() if w[0] > 10 or w[1] > 200_000} == {}


def _cold_weight(page: Page) -> tuple[int, int]:
    """Requests and bytes of loading this page with an empty cache."""
    page.wait_for_load_state("networkidle")
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: dict[str, float] = {}
    client.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    page.reload(wait_until="networkidle")
    client.detach()
    return len(sizes), int(sum(sizes.values()))
