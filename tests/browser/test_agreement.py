"""From a button to alpha, from a number to its claims, and to the file."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.making import make_annotation, make_member
from webapp.models import Annotation, Project

DENIED = 3


@pytest.fixture
def two_people(live: Live) -> None:
    """Somebody else has answered what the demo's annotator answered, three claims otherwise."""
    with live.database.transaction() as session:
        other = make_member(session, session.scalars(select(Project)).one()).user
        given = session.scalars(
            select(Annotation).where(Annotation.stance == "support").order_by(Annotation.id)
        ).all()
        for number, answer in enumerate(given):
            stance = "deny" if number < DENIED else "support"
            make_annotation(session, answer.claim, other, stance=stance)


def test_a_manager_computes_agreement_and_finds_the_claims_behind_it(
    page: Page, sign_in: SignIn, two_people: None
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").click()
    page.get_by_role("link", name="Agreement", exact=True).click()

    # when
    page.get_by_role("button", name="Compute now").click()

    # then
    expect(page.locator("#main").get_by_text("The figures are computed.")).to_be_visible()
    expect(page.get_by_role("heading", name="Stance", exact=True)).to_be_visible()

    # when
    page.get_by_role("link", name=f"{DENIED} × Support and Deny").first.click()

    # then
    expect(page.get_by_role("heading", level=1)).to_have_text("Stance: Support and Deny")
    expect(page.locator("li.card")).to_have_count(DENIED)

    # when
    page.get_by_role("link", name="Agreement", exact=True).last.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="For data tools agreement.csv").click()

    # then
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        rows = {(row["field"], row["metric"]): row for row in csv.DictReader(file)}
    assert float(rows["stance", "percent_agreement"]["value"]) < 1
