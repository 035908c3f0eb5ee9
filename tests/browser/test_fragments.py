"""From one claim of an article to the next: what stays is kept, and nothing else is missed."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

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
    opened.evaluate("window.isStillHere = true")
    return opened


def go_on(page: Page, source: str) -> None:
    """Fill in what a submission needs, and submit by its key."""
    page.get_by_label("Source", exact=True).fill(source)
    page.get_by_label("Type of source").select_option(index=1)
    page.keyboard.press("Escape")
    page.locator("[name=stance]").first.check(force=True)
    page.keyboard.press("Control+Enter")


def test_keys_and_links_go_from_claim_to_claim_without_loading_a_page(page: Page) -> None:
    # given
    last_card, last_paragraph = page.locator(".later .card").last, page.locator(".paragraph").last
    last_card.evaluate(MARKED)
    last_paragraph.evaluate(MARKED)
    first_address = page.url

    # when
    page.keyboard.press("j")

    # then
    expect(page.locator(".card.now:focus .quote")).to_have_text("it was late")
    expect(page.locator("#announcement")).to_contain_text("She")
    assert page.url != first_address
    assert page.locator(".later .card").last.evaluate(IS_KEPT)
    assert page.locator(".paragraph").last.evaluate(IS_KEPT)

    # when
    page.keyboard.press("k")
    expect(page.locator(".card.now:focus .quote")).to_have_text("he would go")
    page.locator(".mark", has_text="it all").click()

    # then
    expect(page.locator(".card.now:focus .quote")).to_have_text("it all")
    expect(page).to_have_title(re.compile("Claim 3"))
    assert page.evaluate("window.isStillHere")


def test_back_and_forward_follow_the_claims_that_were_gone_to(page: Page) -> None:
    # given
    page.keyboard.press("j")
    expect(page.locator(".card.now:focus .quote")).to_have_text("it was late")
    page.keyboard.press("j")
    expect(page.locator(".card.now:focus .quote")).to_have_text("it all")

    # when
    page.evaluate("history.back()")

    # then
    expect(page.locator(".card.now:focus .quote")).to_have_text("it was late")

    # when
    page.evaluate("history.back()")
    expect(page.locator(".card.now:focus .quote")).to_have_text("he would go")
    page.evaluate("history.forward()")

    # then
    expect(page.locator(".card.now:focus .quote")).to_have_text("it was late")
    assert page.evaluate("window.isStillHere")


def test_no_way_to_another_claim_throws_away_unasked_what_was_typed(page: Page) -> None:
    # given
    asked: list[str] = []
    page.keyboard.press("j")
    expect(page.locator(".card.now:focus .quote")).to_have_text("it was late")
    page.keyboard.press("2")
    here = page.url

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    # when
    page.once("dialog", stay)
    page.keyboard.press("j")
    page.once("dialog", stay)
    page.evaluate("history.back()")
    expect(page).to_have_url(here)

    # then
    expect(page.locator(".card.now .quote")).to_have_text("it was late")
    expect(page.get_by_role("radio", name="Deny")).to_be_checked()
    assert len(asked) == 2

    # when
    page.once("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("k")

    # then
    expect(page.locator(".card.now:focus .quote")).to_have_text("he would go")
    assert page.evaluate("window.isStillHere")


def test_the_last_claim_asked_for_is_shown_however_fast_one_presses(page: Page) -> None:
    # when
    page.locator(".mark", has_text="it was late").evaluate("one => one.click()")
    page.locator(".mark", has_text="it all").evaluate("one => one.click()")

    # then
    expect(page.locator(".card.now:focus .quote")).to_have_text("it all")
    page.wait_for_timeout(300)
    expect(page.locator(".card.now .quote")).to_have_text("it all")
    expect(page.locator("[data-kept]")).to_have_count(0)


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
