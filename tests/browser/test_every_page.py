"""What holds for every page that there is, in either theme and on narrow screens.

Each page is opened once with JavaScript, with an empty cache and under its own policy, and once
without; the tests ask what was seen then.
"""

from dataclasses import dataclass, field

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import ENHANCED, Lend, opening
from tests.browser.every_page import all_visits, every_visit
from tests.browser.shapes import Visit
from tests.valid_html import faults

WIDE: ViewportSize = {"width": 1280, "height": 720}
VIOLATIONS = """
async () => (await axe.run({ resultTypes: ["violations"] })).violations
  .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
"""


@dataclass(frozen=True)
class Seen:
    """What a page has shown to whoever opened it."""

    headings: int
    title: str


@dataclass(frozen=True)
class SeenWhole(Seen):
    """The same, and what else is asked of a page in a browser that runs scripts."""

    requests: int
    weight: int
    """Bytes, with an empty cache."""
    violations: dict[str, list[str]]
    """What axe finds, by theme."""
    broken: list[str]
    """What is no valid HTML once its scripts have run."""
    overflow: dict[int, int]
    """Pixels by which the page is wider than a screen of this width."""


@dataclass(frozen=True)
class Load:
    """What loading a page has brought, with an empty cache."""

    sizes: dict[str, float] = field(default_factory=dict)
    """Bytes by request."""

    def watch(self, page: Page) -> None:
        """Note what arrives from now on."""
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.send("Network.setCacheDisabled", {"cacheDisabled": True})
        client.on(
            "Network.loadingFinished",
            lambda event: self.sizes.update({event["requestId"]: event["encodedDataLength"]}),
        )


@pytest.fixture(scope="module")
def seen_without_javascript(browser: Browser, lend_demo: Lend) -> dict[Visit, Seen]:
    """Every page, as those see it who run no scripts."""
    seen = {}
    with lend_demo() as live, opening(browser, live) as open_page:
        page = open_page(java_script_enabled=False)
        for visit in every_visit(live, page, all_visits(live)):
            page.goto(visit.path)
            seen[visit] = Seen(page.locator("h1").count(), page.title())
    return seen


@pytest.fixture(scope="module")
def seen(browser: Browser, lend_demo: Lend) -> dict[Visit, SeenWhole]:
    """Every page, in a window that changes its theme and its width."""
    seen, load = {}, Load()
    with lend_demo() as live, opening(browser, live) as open_page:
        page = open_page(viewport=WIDE, color_scheme="light")
        load.watch(page)
        for visit in every_visit(live, page, all_visits(live)):
            page.wait_for_load_state("networkidle")
            load.sizes.clear()
            page.goto(visit.path)
            page.evaluate(ENHANCED)
            seen[visit] = _look(page, load)
            page.set_viewport_size(WIDE)
    return seen


def _look(page: Page, load: Load) -> SeenWhole:
    page.evaluate(AXE_SCRIPT)
    in_the_light = page.evaluate(VIOLATIONS)
    page.wait_for_load_state("networkidle")
    requests, weight = len(load.sizes), int(sum(load.sizes.values()))
    return SeenWhole(
        headings=page.locator("h1").count(),
        title=page.title(),
        requests=requests,
        weight=weight,
        violations={"light": in_the_light, "dark": _violations_in_the_dark(page)},
        broken=faults(page.content()),
        overflow={width: _overflow(page, width) for width in (320, 360)},
    )


def _violations_in_the_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found: list[str] = page.evaluate(VIOLATIONS)
    page.emulate_media(color_scheme="light")
    return found


def _overflow(page: Page, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 700})
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(seen: dict[Visit, SeenWhole], theme: str) -> None:
    # when
    violations = {visit: page.violations[theme] for visit, page in seen.items()}

    # then
    assert len(violations) > 3
    assert {visit: found for visit, found in violations.items() if found} == {}


def test_scripts_leave_every_page_valid(seen: dict[Visit, SeenWhole]) -> None:
    # when
    broken = {visit: page.broken for visit, page in seen.items()}

    # then
    assert {visit: found for visit, found in broken.items() if found} == {}


@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_sideways_on_a_narrow_screen(
    seen: dict[Visit, SeenWhole], width: int
) -> None:
    # when
    overflow = {visit: page.overflow[width] for visit, page in seen.items()}

    # then
    assert {visit: over for visit, over in overflow.items() if over > 0} == {}


def test_every_page_has_one_heading_and_a_title_of_its_own(
    seen: dict[Visit, SeenWhole], seen_without_javascript: dict[Visit, Seen], javascript: bool
) -> None:
    # given
    pages = seen if javascript else seen_without_javascript

    # when
    found = {
        visit: (page.headings, page.title.endswith("· Counterclaim"))
        for visit, page in pages.items()
    }

    # then
    assert {visit: what for visit, what in found.items() if what != (1, True)} == {}


def test_a_cold_page_is_light(seen: dict[Visit, SeenWhole]) -> None:
    # when
    weights = {visit: (page.requests, page.weight) for visit, page in seen.items()}

    # then
    assert {visit: w for visit, w in weights.items() if w[0] > 10 or w[1] > 200_000} == {}
