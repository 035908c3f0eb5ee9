"""From a button to alpha, from a number to its claims, and to the file."""

import csv
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn


def test_a_manager_finds_the_claims_behind_a_number_and_takes_the_figures_away(
    page: Page, sign_in: SignIn
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").click()
    page.get_by_role("link", name="Agreement", exact=True).click()
    expect(page.get_by_role("heading", name="Stance", exact=True)).to_be_visible()

    # when
    page.get_by_role("button", name="Compute anew").click()

    # then
    expect(page.locator("#main").get_by_text("The figures are computed.")).to_be_visible()

    # when
    page.get_by_role("link", name="1 × Deny and Support").first.click()

    # then
    expect(page.get_by_role("heading", level=1)).to_have_text("Stance: Deny and Support")
    expect(page.locator("li.card")).to_have_count(1)

    # when
    page.get_by_role("link", name="Agreement", exact=True).last.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="For data tools agreement.csv").click()

    # then
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        rows = {(row["field"], row["metric"]): row for row in csv.DictReader(file)}
    assert float(rows["stance", "percent_agreement"]["value"]) < 1
