"""A person signs in by a link, sets a password, and signs in by it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.live import Live
from webapp.models.base import utc_now
from webapp.rules.invitations import make_link, user_or_none
from webapp.vocabulary import LinkPurpose


@pytest.fixture
def link(live: Live) -> str:
    """The path of a link that signs the annotator in."""
    with live.database.transaction() as session:
        user = user_or_none(session, "demo-annotator")
        assert user is not None
        return f"/links/{make_link(session, user, LinkPurpose.SIGN_IN, utc_now())}"


def test_a_link_leads_to_a_password_and_the_password_back_in(page: Page, link: str) -> None:
    # given
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1).wait_for()
    page.goto("/account")

    # when
    page.get_by_label("New password", exact=True).fill("three quiet herons")
    page.get_by_label("New password again").fill("three quiet herons")
    page.get_by_role("button", name="Set password").click()
    page.get_by_text("Demo annotator").first.click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_label("Name", exact=True).fill("demo-annotator")
    page.get_by_label("Password").fill("three quiet herons")
    page.get_by_role("button", name="Sign in").click()

    # then
    expect(page.get_by_role("link", name="Belarus 2020")).to_be_visible()


def test_a_wrong_password_is_answered_in_words_and_the_name_is_kept(page: Page) -> None:
    # given
    page.goto("/sign-in")

    # when
    page.get_by_label("Name", exact=True).fill("anna")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in").click()

    # then
    expect(page.get_by_text("This name and password do not go together")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("anna")
