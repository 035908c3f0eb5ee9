"""Several claims in one act, an article taken out of the work, and both taken back."""

from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from webapp.models import Claim, Project
from webapp.vocabulary import ClaimState


def home_of(live: Live) -> str:
    """The address of the demo project."""
    with live.database.reading() as session:
        return f"/projects/{session.scalars(select(Project)).one().public_id}"


def accepted(live: Live) -> int:
    """How many claims are accepted."""
    with live.database.reading() as session:
        query = select(func.count(Claim.id)).where(Claim.state == ClaimState.ACCEPTED)
        return session.scalars(query).one()


def test_ticked_claims_are_accepted_together_and_taken_back(
    page: Page, live: Live, sign_in: SignIn
) -> None:
    # given
    sign_in(page, "demo-annotator")
    before = accepted(live)
    page.goto(f"{home_of(live)}/claims/?state=proposed")

    # when
    page.get_by_role("checkbox", name="Claim").nth(0).check()
    page.get_by_role("checkbox", name="Claim").nth(1).press("Space")
    page.get_by_role("button", name="Accept the ticked ones").click()
    page.get_by_role("button", name="Accept 2 claims").click()

    # then
    way_back = page.get_by_role("button", name="Take back: several claims accepted (2)")
    expect(way_back).to_be_visible()
    assert accepted(live) == before + 2

    # when
    way_back.click()

    # then
    expect(page.get_by_text("Taken back: 2 claims stand as they did.").first).to_be_visible()
    assert accepted(live) == before


def test_an_article_is_withdrawn_and_brought_back(page: Page, live: Live, sign_in: SignIn) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(f"{home_of(live)}/articles/")
    page.locator("li.article h2 a").first.click()

    # when
    page.get_by_role("link", name="Withdraw…").click()
    page.get_by_label("Reason").fill("The outlet took it back")
    page.get_by_role("button", name="Withdraw it").click()

    # then
    expect(page.locator(".note").first).to_contain_text("Withdrawn on")
    expect(page.get_by_role("link", name="Review its claims")).to_have_count(0)

    # when
    page.get_by_role("button", name="Bring it back").click()

    # then
    expect(page.get_by_role("link", name="Review its claims")).to_be_visible()
