"""A program is let in by a token that a member makes, sees once, and revokes."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.test_taking import dispute_path

__all__ = ["dispute_path"]


def test_a_member_lets_a_program_read_and_ends_it(
    page: Page, sign_in: SignIn, dispute_path: str
) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(f"{dispute_path.partition('/disputes/')[0]}/export/")
    page.get_by_role("link", name="make and revoke your tokens").click()

    # when
    page.get_by_label("What it is for").fill("Nightly copy")
    page.get_by_role("checkbox", name=re.compile("^Claims")).check()
    page.get_by_role("button", name="Make the token").click()

    # then
    field = page.get_by_label("Copy this token now")
    expect(field).to_be_visible()
    command = page.locator("code", has_text="curl").inner_text()
    path = re.sub(r".*(/api/v1/\S+)", r"\1", command)
    sent = {"Authorization": f"Bearer {field.input_value()}"}
    assert page.request.get(path, headers=sent).json()["rows"]
    assert page.request.get(path).status == 401

    # when
    page.reload()
    expect(field).to_have_count(0)
    page.get_by_role("button", name="Revoke “Nightly copy”").click()

    # then
    expect(page.locator(".saved")).to_contain_text("it opens nothing any more")
    expect(page.get_by_role("heading", name="Your tokens here")).to_have_count(0)
    assert page.request.get(path, headers=sent).status == 401
