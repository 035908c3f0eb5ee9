"""The browser tests would notice: each kind of fault, put in on purpose, is found."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import REPORT_VIOLATIONS, Complaints, Live


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
    ("fault", "noticed"),
    [
        ("document.body.setAttribute('style', 'color: red')", "policy violated: style-src"),
        ("document.body.append(new Image()); document.images[0].src = '/none'", "404 for"),
        ("setTimeout(() => nothing.at.all)", "script: "),
        ("location.href = 'http://elsewhere.invalid/'", "request to http://elsewhere"),
    ],
    ids=["inline style", "missing picture", "broken script", "other host"],
)
def test_a_fault_on_a_page_is_noticed(
    sign_in_page: Page, complaints: Complaints, fault: str, noticed: str
) -> None:
    # when
    sign_in_page.evaluate(fault)
    sign_in_page.wait_for_timeout(300)

    # then
    assert any(noticed in complaint for complaint in complaints.list)


def test_a_picture_without_words_is_noticed(sign_in_page: Page) -> None:
    # when
    sign_in_page.evaluate("document.querySelector('main').append(new Image())")

    # then
    found = Axe().run(sign_in_page).response["violations"]
    assert "image-alt" in [violation["id"] for violation in found]
