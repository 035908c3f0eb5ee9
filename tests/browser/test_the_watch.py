"""The browser tests would notice: each kind of fault, put in on purpose, is found."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATIENCE, REPORT_VIOLATIONS, Complaints
from tests.browser.live import Live


@pytest.fixture
def complaints() -> Complaints:
    """What was noticed; empty to begin with."""
    return Complaints([])


@pytest.fixture
def sign_in_page(browser: Browser, live: Live, complaints: Complaints) -> Iterator[Page]:
    """The sign-in page in a window that is watched, but may be faulty."""
    with browser.new_context(base_url=live.url) as context:
        context.add_init_script(REPORT_VIOLATIONS)
        page = context.new_page()
        complaints.watch(page, live.url)
        page.goto("/sign-in")
        yield page


@pytest.mark.parametrize(
    ("fault", "told_by", "noticed"),
    [
        (
            "document.body.setAttribute('style', 'color: red')",
            "console",
            "policy violated: style-src",
        ),
        (
            "document.body.append(new Image()); document.images[0].src = '/none'",
            "response",
            "404 for",
        ),
        ("setTimeout(() => nothing.at.all)", "pageerror", "script: "),
        ("location.href = 'http://elsewhere.invalid/'", "request", "request to http://elsewhere"),
    ],
    ids=["inline style", "missing picture", "broken script", "other host"],
)
def test_a_fault_on_a_page_is_noticed(
    sign_in_page: Page, complaints: Complaints, fault: str, told_by: Any, noticed: str
) -> None:
    # given
    def is_noticed(_: object) -> bool:
        return any(noticed in complaint for complaint in complaints.list)

    # when
    with sign_in_page.expect_event(told_by, is_noticed, timeout=PATIENCE):
        sign_in_page.evaluate(fault)

    # then
    assert is_noticed(None)


def test_a_picture_without_words_is_noticed(sign_in_page: Page) -> None:
    # when
    sign_in_page.evaluate("document.querySelector('main').append(new Image())")

    # then
    found = Axe().run(sign_in_page).response["violations"]
    assert "image-alt" in [violation["id"] for violation in found]
