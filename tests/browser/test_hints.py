"""A hint goes for good by one button, and takes nothing of what is typed with it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.browser.tagging import note_of
from tests.making import make_article, make_claim, make_member, make_project
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import Role

NOTE = "Not to be lost"
CLOSE = "Close this hint for good"


@pytest.fixture
def claim_path(live: Live) -> str:
    """A claim that the demo's annotator may tag."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        annotator = user_or_none(session, "demo-annotator")
        make_member(session, project, role=Role.ANNOTATOR, user=annotator)
        claim = make_claim(session, make_article(session, project))
        return f"/projects/{project.public_id}/claims/{claim.public_id}"


def test_a_hint_is_closed_for_good(page: Page, sign_in: SignIn, claim_path: str) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(claim_path)

    # when
    page.get_by_role("button", name=CLOSE).click()
    expect(page.get_by_role("note")).to_have_count(0)

    # then
    page.reload()
    expect(page.locator(".card.now")).to_be_visible()
    expect(page.get_by_role("note")).to_have_count(0)


def test_closing_a_hint_keeps_what_is_typed_and_says_so(
    open_page: OpenPage, sign_in: SignIn, claim_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(claim_path)
    expect(page.locator(".card.now")).to_be_focused()
    note_of(page).fill(NOTE)

    # when
    page.get_by_role("button", name=CLOSE).focus()
    page.keyboard.press("Enter")

    # then
    expect(page.get_by_role("note")).to_have_count(0)
    expect(note_of(page)).to_have_value(NOTE)
    expect(page.locator(".card.now")).to_be_focused()
    expect(page.locator("#announcement")).to_have_text("The hint is closed.")


def test_the_help_is_one_step_from_every_page_of_a_project(
    page: Page, sign_in: SignIn, claim_path: str
) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(claim_path)

    # when
    page.locator("header summary").click()
    page.get_by_role("banner").get_by_role("link", name="Help").click()

    # then
    expect(page.get_by_role("heading", level=1)).to_have_text("Help for annotators")
