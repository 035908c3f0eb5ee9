"""The codebook: a manager words its next version part by part, and everybody reads it."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.making import make_annotation
from webapp.models import Claim, Project
from webapp.rules.invitations import user_or_none


@pytest.fixture
def codebook(live: Live) -> str:
    """The address of the demo's codebook; annotators have found three claims that comment."""
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        annotator = user_or_none(session, "demo-annotator")
        assert annotator is not None
        for claim in session.scalars(select(Claim).order_by(Claim.id).limit(2)):
            make_annotation(session, claim, annotator, stance="comment")
        return f"/projects/{project.public_id}/codebook/"


def test_a_version_is_made_part_by_part(page: Page, sign_in: SignIn, codebook: str) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(codebook)
    page.get_by_role("link", name="Edit the codebook").click()

    # when
    page.get_by_role("link", name="Stance").click()
    page.get_by_role("link", name="Deny").click()
    page.get_by_label("Label").fill("Rejects")
    page.get_by_role("button", name="Save in the draft").click()
    page.get_by_role("link", name="Comment").click()
    expect(page.get_by_text("3 annotations use it")).to_be_visible()
    page.get_by_role("button", name="Retire it").click()
    page.get_by_role("button", name="Down Support").click()
    page.get_by_role("link", name="Version 2").click()
    page.get_by_role("link", name="Dispute status").click()
    page.get_by_label("Required").check()
    page.get_by_role("button", name="Save whether it is required").click()
    page.get_by_role("link", name="Version 2").click()

    # then
    changes = page.locator("main")
    expect(changes).to_contain_text(
        "1 label reworded, 1 code retired, stance put in another order, dispute status required."
    )
    expect(changes).to_contain_text("3 annotations use it")
    page.get_by_role("button", name="Make version 2").click()
    expect(page.get_by_text("This is version 2 now.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Dispute status required")).to_be_visible()


def test_the_guideline_is_looked_at_before_it_is_saved(
    page: Page, sign_in: SignIn, codebook: str
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(f"{codebook}edit/guideline")

    # when
    page.get_by_label("Guideline").fill("# Rules\n\n- Read **twice**.\n\n<b>x</b>")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="Rules", level=3)).to_be_visible()
    expect(page.get_by_text("<b>x</b>").last).to_be_visible()
    page.get_by_role("button", name="Save in the draft").click()
    page.get_by_role("button", name="Make version 2").click()

    # then
    expect(page.get_by_role("heading", name="Rules", level=3)).to_be_visible()


def test_an_annotator_reads_examples_beside_definitions(
    page: Page, sign_in: SignIn, codebook: str
) -> None:
    # given
    sign_in(page, "demo-annotator")

    # when
    page.goto(codebook)

    # then
    expect(page.get_by_role("heading", name="How we tag this project")).to_be_visible()
    expect(page.locator(".example").first).to_be_visible()
    page.locator(".example a").first.click()
    expect(page.locator(".card.now")).to_be_visible()
