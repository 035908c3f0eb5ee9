"""On a narrow screen, by touch, and at 200 %: the menu folds, tables lie as cards."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Lend, OpenPage, SignIn, opening
from tests.browser.every_page import all_visits, every_visit
from tests.browser.shapes import Visit

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
AT_200_PERCENT = [(683, 384), (640, 360)]
"""What 1366 × 768 and 1280 × 720 leave."""
NAMED_KEYS = """
() => [...document.querySelectorAll("kbd")]
  .filter((key) => key.checkVisibility({ visibilityProperty: true }) && !key.closest("dl, dialog"))
  .map((key) => key.parentElement.outerHTML.slice(0, 90))
"""
"""Keys that are shown beside what they press; what a page tells of keys is no such hint."""
SMALL = """
() => [...document.querySelectorAll("a:not(.mark), button, summary, select, input, textarea")]
  .filter((target) => target.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !target.closest(".visually-hidden, .skip-link") && target.type !== "hidden")
  .map((target) => [target, (target.closest("label") ?? target).getBoundingClientRect()])
  .filter(([target, box]) => box.height < 24 || box.width < 24)
  .map(([target]) => target.outerHTML.slice(0, 90))
"""
"""What is too small for a finger; the marks in an article's text are as high as its lines."""


@dataclass(frozen=True)
class Seen:
    """What a page offers to a finger."""

    named_keys: list[str]
    small: list[str]


@pytest.fixture(scope="module")
def seen(browser: Browser, lend_demo: Lend) -> dict[Visit, Seen]:
    """Every page, on a phone."""
    seen = {}
    with lend_demo() as live, opening(browser, live) as open_page:
        phone = open_page(**PHONE)
        for visit in every_visit(live, phone, all_visits(live)):
            phone.goto(visit.path)
            seen[visit] = Seen(phone.evaluate(NAMED_KEYS), phone.evaluate(SMALL))
    return seen


@pytest.fixture
def phone(open_page: OpenPage, sign_in: SignIn, javascript: bool) -> Page:
    """A phone of the demo's manager, with JavaScript and without."""
    page = open_page(java_script_enabled=javascript, **PHONE)
    sign_in(page, "demo-manager")
    return page


@pytest.mark.parametrize("path", ["history/", "claims/{claim_id}", "disputes/{dispute_id}"])
@pytest.mark.parametrize("size", AT_200_PERCENT)
def test_at_200_percent_the_bar_takes_a_fifth_of_the_screen_at_most(
    open_page: OpenPage,
    sign_in: SignIn,
    demo_ids: dict[str, str],
    size: tuple[int, int],
    path: str,
) -> None:
    # given
    width, height = size
    page = open_page(viewport={"width": width, "height": height}, device_scale_factor=2)
    sign_in(page, "demo-manager")

    # when
    page.goto(f"/projects/{demo_ids['project_id']}/{path.format(**demo_ids)}")

    # then
    bar = page.locator(".bar").bounding_box()
    assert bar is not None
    assert bar["height"] <= height / 5


def test_the_menu_opens_where_no_script_runs_and_says_where_one_is(
    phone: Page, demo_ids: dict[str, str]
) -> None:
    # given
    phone.goto(f"/projects/{demo_ids['project_id']}/history/")
    expect(phone.locator(".here")).to_have_text("History")
    expect(phone.get_by_role("link", name="Members", exact=True)).to_be_hidden()

    # when
    phone.get_by_role("button", name="Menu").tap()
    phone.get_by_role("link", name="Members", exact=True).tap()

    # then
    expect(phone.get_by_role("heading", name="Members", level=1)).to_be_visible()
    expect(phone.locator(".here")).to_have_text("Members")
    expect(phone.get_by_role("navigation", name="Project")).to_be_hidden()


def test_who_is_signed_in_signs_out_from_the_menu(phone: Page) -> None:
    # when
    phone.get_by_role("button", name="Menu").tap()
    phone.get_by_text("Demo manager").tap()
    phone.get_by_role("button", name="Sign out").tap()

    # then
    expect(phone.get_by_role("button", name="Menu")).to_have_count(0)


def test_a_wide_screen_shows_the_pages_beside_each_other(
    open_page: OpenPage, sign_in: SignIn, demo_ids: dict[str, str], javascript: bool
) -> None:
    # given
    page = open_page(java_script_enabled=javascript, viewport={"width": 1280, "height": 720})
    sign_in(page, "demo-manager")

    # when
    page.goto(f"/projects/{demo_ids['project_id']}/")

    # then
    expect(page.get_by_role("link", name="History", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.locator(".here")).to_be_hidden()
    bar = page.locator(".bar").bounding_box()
    assert bar is not None
    assert bar["height"] < 60


def test_a_table_shows_every_cell_with_its_label_and_stays_a_table(
    phone: Page, demo_ids: dict[str, str]
) -> None:
    # when
    phone.goto(f"/projects/{demo_ids['project_id']}/members")

    # then
    row = phone.get_by_role("row", name="Demo viewer")
    row.scroll_into_view_if_needed()
    expect(row.get_by_role("cell", name="Viewer", exact=True)).to_be_in_viewport(ratio=1)
    expect(row.get_by_role("link", name="Change Demo viewer")).to_be_in_viewport(ratio=1)
    expect(phone.get_by_role("columnheader", name="Role")).to_have_count(1)
    label = "cell => getComputedStyle(cell, '::before').content"
    assert "Role" in row.get_by_role("cell", name="Viewer", exact=True).evaluate(label)


def test_keys_are_not_named_on_a_phone(seen: dict[Visit, Seen]) -> None:
    # when
    named = {visit: page.named_keys for visit, page in seen.items()}

    # then
    assert len(named) > 100
    assert {visit: keys for visit, keys in named.items() if keys} == {}


def test_keys_are_named_where_scripts_listen_to_them(
    open_page: OpenPage, sign_in: SignIn, demo_ids: dict[str, str], javascript: bool
) -> None:
    # given
    page = open_page(java_script_enabled=javascript)
    sign_in(page, "demo-manager")

    # when
    page.goto(f"/projects/{demo_ids['project_id']}/claims/{demo_ids['claim_id']}")

    # then
    named = page.locator(":is(a, button, label, summary) kbd:visible").count()
    assert (named > 0) == javascript


def test_everything_to_tap_is_24_pixels_at_least(seen: dict[Visit, Seen]) -> None:
    # when
    small = {visit: page.small for visit, page in seen.items()}

    # then
    assert {visit: targets for visit, targets in small.items() if targets} == {}
