"""A dispute is read by somebody without an account, until its link is revoked."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.test_taking import QUESTION, dispute_path

__all__ = ["dispute_path"]


def test_a_manager_shares_a_dispute_and_ends_it(
    page: Page, open_page: OpenPage, sign_in: SignIn, dispute_path: str, javascript: bool
) -> None:
    # given
    reader = open_page(java_script_enabled=javascript)
    sign_in(page, "demo-manager")
    page.goto(dispute_path)

    # when
    page.get_by_role("link", name="Share").click()
    page.get_by_label("For whom").fill("Ada Lind")
    page.get_by_role("button", name="Make the link").click()

    # then
    field = page.get_by_label("Copy this link now")
    expect(field).to_be_visible()
    address = urlsplit(field.input_value()).path
    reader.goto(address)
    expect(reader.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(reader.locator(".placement")).to_have_count(3)
    expect(reader.locator(".verdict")).to_contain_text("Not supported")
    assert reader.locator("a:not([href^='#']):not([href^='https://'])").count() == 0

    # when
    page.get_by_role("button", name="Revoke the link for Ada Lind").click()

    # then
    expect(page.locator(".saved")).to_contain_text("it opens nothing any more")
    expect(page.locator("li .tag", has_text="revoked")).to_be_visible()
    reader.goto(address)
    expect(reader.get_by_role("heading", name="This link opens nothing")).to_be_visible()
