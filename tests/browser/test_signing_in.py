"""A person signs in by a link, sets a password, and signs in by it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn


def test_a_link_leads_to_a_password_and_the_password_back_in(page: Page, sign_in: SignIn) -> None:
    # given
    sign_in(page, "demo-annotator")
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
