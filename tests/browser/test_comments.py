"""Two people talk about a claim: on its card, on its page, and by what is new for them."""

import re

import pytest
from playwright.sync_api import Dialog, Page, Route, expect
from sqlalchemy import select

from tests.browser.conftest import ENHANCED, OpenPage, SignIn
from tests.browser.live import Live
from webapp.comments.services import write_comment
from webapp.models import Claim, Comment, Membership

CLAIM = re.compile("^claim ")


@pytest.fixture
def home(demo_ids: dict[str, str]) -> str:
    return f"/projects/{demo_ids['project_id']}/"


def unfold(page: Page) -> None:
    fold = page.locator("details.talk")
    if fold.get_attribute("open") is None:
        fold.locator("> summary").click()


def ask(live: Live, text: str) -> None:
    """The annotator asks the adjudicator about a claim of which nobody has said anything."""
    with live.database.transaction() as session:
        members = {one.user.username: one for one in session.scalars(select(Membership))}
        said = select(Comment.claim_id)
        claim = session.scalars(select(Claim).where(Claim.id.not_in(said)).limit(1)).one()
        text = f"@{members['demo-adjudicator'].pseudonym} {text}"
        write_comment(session, members["demo-annotator"], claim=claim, text=text)


def test_a_question_is_asked_on_the_card_edited_and_taken_back(
    page: Page, sign_in: SignIn, home: str
) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(f"{home}review")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("details.talk > summary")).to_have_text("Comment on this claim")

    # when
    unfold(page)
    page.get_by_label("Comment", exact=True).fill("One claim or two?")
    page.get_by_role("button", name="Comment", exact=True).click()

    # then
    expect(page.locator(".saved")).to_contain_text("The comment is added.")
    expect(page.locator("details.talk > summary")).to_have_text("1 comment, 1 open")

    # when
    unfold(page)
    page.get_by_role("link", name="Edit comment 1").click()
    page.get_by_label("Comment").fill("These are two claims.")
    page.get_by_role("button", name="Save").click()

    # then
    expect(page.locator(".comments > li")).to_contain_text("These are two claims.")

    # when
    page.get_by_role("button", name="Take back: comment edited of comment 1").click()

    # then
    expect(page.locator(".comments > li")).to_contain_text("One claim or two?")


def test_whoever_is_called_finds_answers_and_resolves_it_from_the_first_page(
    page: Page, sign_in: SignIn, live: Live, home: str
) -> None:
    # given
    ask(live, "one claim or two?")
    sign_in(page, "demo-adjudicator")
    page.goto(home)
    expect(page.locator(".news")).to_contain_text("mentions you")

    # when
    page.locator(".news").get_by_role("link", name=CLAIM).first.click()
    page.get_by_label("Comment", exact=True).fill("One.")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.locator(".comments > li")).to_have_count(2)
    page.get_by_role("button", name="Resolve comment 1").click()

    # then
    expect(page.locator("#how-many")).to_have_text("2 comments, 1 open")

    # when
    page.goto(home)
    page.get_by_role("button", name="Mark as read").click()

    # then
    expect(page.locator(".saved")).to_contain_text("Marked as read.")
    expect(page.locator(".news")).to_have_count(0)


def test_a_comment_that_is_typed_before_the_scripts_came_is_not_lost_to_a_draft(
    open_page: OpenPage, sign_in: SignIn, home: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(f"{home}review")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/main.js", hold)
    page.get_by_role("button", name="Start").click()
    unfold(page)
    page.get_by_label("Comment", exact=True).fill("One or two?")
    for script in waiting:
        script.continue_()
    page.evaluate(ENHANCED)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", stay)

    # when
    page.get_by_role("button", name="Draft").first.click()

    # then
    expect(page.get_by_label("Comment", exact=True)).to_have_value("One or two?")
    assert asked == ["What you typed for this claim is not saved. Go on without it?"]
