"""From one claim of an article to the next: what stays is kept, and nothing else is missed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.making import make_article, make_claim, make_member, make_project
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import Role

TEXT = "He said he would go.\n\nShe says it was late.\n\nThey deny it all.\n"
MARKED = "element => { element.isFromBefore = true; }"
IS_KEPT = "element => element.isFromBefore === true"


@pytest.fixture
def page(open_page: OpenPage, sign_in: SignIn, live: Live) -> Page:
    """The first of three claims, its own behaviour on."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        annotator = user_or_none(session, "demo-annotator")
        make_member(session, project, role=Role.ANNOTATOR, user=annotator)
        article = make_article(session, project, text=TEXT)
        first = make_claim(session, article, source="He", cue="said", content=["he would go"])
        make_claim(session, article, source="She", cue="says", content=["it was late"])
        make_claim(session, article, source="They", cue="deny", content=["it all"])
        path = f"/projects/{project.public_id}/claims/{first.public_id}"
    opened = open_page()
    sign_in(opened, "demo-annotator")
    opened.goto(path)
    expect(opened.locator(".card.now")).to_be_focused()
    return opened


def go_on(page: Page, source: str) -> None:
    """Fill in what a submission needs, and submit by its key."""
    page.get_by_label("Source", exact=True).fill(source)
    page.get_by_label("Type of source").select_option(index=1)
    page.keyboard.press("Escape")
    page.locator("[name=stance]").first.check(force=True)
    page.keyboard.press("Control+Enter")


def test_the_other_cards_and_paragraphs_stay_where_they_are(page: Page) -> None:
    # given
    third_card, third_paragraph = page.locator(".later .card").last, page.locator(".paragraph").last
    third_card.evaluate(MARKED)
    third_paragraph.evaluate(MARKED)

    # when
    go_on(page, "Somebody")

    # then
    expect(page.locator(".card.now .quote")).to_have_text("it was late")
    expect(page.locator(".card.now")).to_be_focused()
    expect(page.locator(".saved")).to_have_text("Claim 1: submitted.")
    expect(page.locator("#announcement")).not_to_be_empty()
    assert page.locator(".later .card").last.evaluate(IS_KEPT)
    assert page.locator(".paragraph").last.evaluate(IS_KEPT)
    expect(page.locator("[data-kept]")).to_have_count(0)
    expect(page.locator(".paragraph")).to_have_count(3)
    expect(page.locator(".earlier .tag", has_text="Support")).to_have_count(1)
    expect(page.locator(".mark.now")).to_have_text(["She", "says", "it was late"])

    # when
    go_on(page, "Somebody else")

    # then
    expect(page.locator(".card.now .quote")).to_have_text("it all")
    expect(page.locator(".earlier .card")).to_have_count(2)
    expect(page.locator(".before .paragraph")).to_have_count(3)
    expect(page.locator(".mark.now")).to_have_text(["They", "deny", "it all"])


def test_what_the_browser_does_not_have_comes_with_the_whole_page(page: Page) -> None:
    # given
    page.locator(".later .card").last.evaluate("element => element.remove()")

    # when
    go_on(page, "Somebody")

    # then
    expect(page.locator(".card.now .quote")).to_have_text("it was late")
    expect(page.locator(".later .card")).to_have_count(1)
    expect(page.locator(".saved")).to_have_text("Claim 1: submitted.")
    expect(page.locator("[data-kept]")).to_have_count(0)
    expect(page.locator(".card.now")).to_be_focused()
