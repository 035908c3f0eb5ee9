"""Claims are given out and taken up in a browser, with and without JavaScript."""

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from webapp.models import Assignment, Project


def home_of(live: Live) -> str:
    """The address of the demo project."""
    with live.database.reading() as session:
        return f"/projects/{session.scalars(select(Project)).one().public_id}"


def open_assignments(live: Live) -> int:
    """How many claims somebody has before them."""
    with live.database.reading() as session:
        rows = session.scalars(select(Assignment).where(Assignment.ended_at.is_(None)))
        return len(rows.all())


def test_a_claim_is_taken_up_kept_and_passed_by(page: Page, live: Live, sign_in: SignIn) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(f"{home_of(live)}/review")

    # when
    page.get_by_role("button", name="Start").click()

    # then
    expect(page.locator(".card.now")).to_be_visible()
    assert open_assignments(live) == 1

    # when
    page.goto(f"{page.url.partition('#')[0]}/skip")
    page.get_by_label("Needs more context").check()
    page.get_by_role("button", name="Skip and go on").click()

    # then
    expect(page.get_by_text("skipped.").first).to_be_visible()
    assert open_assignments(live) == 1


def test_claims_are_given_out_over_a_preview_and_that_is_undone(
    page: Page, live: Live, sign_in: SignIn
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(f"{home_of(live)}/")
    page.get_by_role("link", name="Who works on what").click()
    page.get_by_role("link", name="Give claims out").click()

    # when
    page.locator("input[name=person]").first.check()
    page.locator("input[name=article]").last.check()
    page.get_by_role("button", name="See who would get how many").click()
    page.get_by_role("button", name="Give out").click()

    # then
    expect(page.get_by_text("given to 1 person.").first).to_be_visible()
    assert open_assignments(live) > 0

    # when
    page.get_by_role("button", name="Undo: claims given out").click()

    # then
    expect(page.get_by_text("Nobody has a claim in hand")).to_be_visible()
    assert open_assignments(live) == 0
