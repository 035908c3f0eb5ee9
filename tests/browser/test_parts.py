"""What one judges with is on the review page: no page is left to skip, to draw or to read."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Dialog, Page, expect
from sqlalchemy import select

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.making import make_article, make_claim, make_dispute, make_member, make_project
from tests.valid_html import faults
from webapp.models import Project
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import Role

TEXT = "He said he would go.\n\nShe says it was late 🎉.\n\nThey deny it all, and nobody came.\n"
SELECT = """words => {
  const all = [...document.querySelectorAll(".page .text")];
  const walk = document.createTreeWalker(all.find(one => one.textContent.includes(words)), 4);
  while (walk.nextNode()) {
    const start = walk.currentNode.data.indexOf(words);
    if (start >= 0) getSelection().setBaseAndExtent(
      walk.currentNode, start, walk.currentNode, start + words.length);
  }
}"""
IS_LABELLED = """part => [...part.querySelectorAll("textarea, input:not([type=hidden])")]
  .every(field => [...field.labels].some(label => part.contains(label)))"""


@pytest.fixture
def page(open_page: OpenPage, sign_in: SignIn, live: Live) -> Page:
    """The first of three claims; the page notes when it is left."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        annotator = user_or_none(session, "demo-annotator")
        make_member(session, project, role=Role.ANNOTATOR, user=annotator)
        article = make_article(session, project, text=TEXT)
        first = make_claim(session, article, source="He", cue="said", content=["he would go"])
        make_claim(session, article, source="She", cue="says", content=["it was late"])
        make_claim(session, article, source="They", cue="deny", content=["it all"])
        path = f"/projects/{project.public_id}/claims/{first.public_id}"
    opened = open_page(bypass_csp=True)
    sign_in(opened, "demo-annotator")
    opened.goto(path)
    expect(opened.locator(".card.now")).to_be_focused()
    opened.evaluate("window.isStillHere = true")
    return opened


def more(page: Page, name: str) -> None:
    page.locator(".more-acts > summary").click()
    page.get_by_role("link", name=name).click()


def test_skipping_needs_no_other_page(page: Page) -> None:
    # when
    page.keyboard.press("n")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".part .error")).to_have_text("Choose a reason.")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")

    # then
    expect(page.locator(".saved")).to_have_text("Claim 1: skipped.")
    expect(page.locator(".card.now .quote")).to_have_text("it was late")
    assert page.evaluate("window.isStillHere")


def test_words_of_the_text_beside_are_taken_into_the_claim(page: Page) -> None:
    # given
    page.keyboard.press("s")
    expect(page.locator(".part").get_by_label("Source", exact=True)).to_be_focused()
    page.evaluate(SELECT, "nobody came")

    # when
    page.get_by_role("button", name="Take as content").click()
    violations = Axe().run(page).response["violations"]
    page.keyboard.press("Control+Enter")

    # then
    expect(page.locator(".card.now .quote")).to_have_text("he would go … nobody came")
    assert [violation["id"] for violation in violations] == []
    assert page.evaluate("window.isStillHere")


def test_selected_words_become_a_claim(page: Page) -> None:
    # given
    page.evaluate(SELECT, "nobody came")
    expect(page.get_by_role("button", name="Claim from these words")).to_be_visible()

    # when
    page.keyboard.press("c")
    expect(page.get_by_label("Content", exact=True)).to_have_value("nobody came")
    page.keyboard.press("Control+Enter")

    # then
    expect(page.locator(".saved")).to_have_text("Claim 4: added.")
    expect(page.locator(".card.now .quote")).to_have_text("nobody came")
    assert page.evaluate("window.isStillHere")


def test_splitting_and_merging_stay_on_the_page_and_can_be_left(page: Page) -> None:
    # when
    more(page, "Split…")
    expect(page.get_by_role("region", name="Split claim 1 in two")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card.now")).to_be_focused()
    more(page, "Merge…")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")

    # then
    expect(page.locator(".saved")).to_have_text("Claim 2: merged into claim 1.")
    expect(page.locator(".card.now .quote")).to_have_text("he would go … it was late")
    assert page.evaluate("window.isStillHere")


@pytest.mark.parametrize(
    "name", ["Skip…", "Edit the words", "Split…", "Merge…", "Add a missed claim"]
)
def test_a_part_has_ids_of_its_own(page: Page, name: str) -> None:
    # when
    page.locator(".more-acts > summary").click()
    page.get_by_role("link", name=name).click()
    part = page.locator(".part")
    expect(part).to_be_visible()

    # then
    assert faults(page.content()) == []
    assert part.evaluate(IS_LABELLED)


def test_the_guideline_is_read_without_leaving_what_is_typed(page: Page) -> None:
    # given
    page.keyboard.press("2")

    # when
    page.keyboard.press("g")
    expect(page.get_by_role("dialog", name="Codebook")).to_contain_text("Asserts or endorses")
    page.keyboard.press("Escape")

    # then
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("radio", name="Deny")).to_be_checked()


def test_undo_and_the_next_claims_come_by_single_keys(page: Page) -> None:
    # given
    page.keyboard.press("x")
    expect(page.locator(".card.now:focus .quote")).to_have_text("it was late")

    # when
    page.keyboard.press("z")

    # then
    expect(page.locator(".card.now:focus .quote")).to_have_text("he would go")
    expect(page.locator(".saved")).to_have_text("Claim 1: your last change is taken back.")
    assert page.evaluate("window.isStillHere")


def stay(dialog: Dialog, asked: list[str]) -> None:
    asked.append(dialog.message)
    dialog.dismiss()


def test_placing_keeps_what_is_typed_and_the_page(page: Page, live: Live) -> None:
    # given
    with live.database.transaction() as session:
        project = session.scalars(select(Project).where(Project.name == "Minsk")).one()
        make_dispute(
            session, project, question="Was it late?", statements=["It was.", "It was not."]
        )
    page.keyboard.press("2")
    page.keyboard.press("m")
    page.get_by_label("Note").fill("as typed")
    page.keyboard.press("Escape")

    # when
    page.keyboard.press("d")
    expect(page.get_by_role("region", name="Place claim 1 in a dispute")).to_be_visible()
    page.locator("select[name=account]").select_option(index=2)
    page.get_by_role("radio", name="Query").check()
    violations = Axe().run(page).response["violations"]
    page.keyboard.press("Control+Enter")

    # then
    expect(page.locator(".saved")).to_have_text("Claim 1: placed under account 2.")
    expect(page.locator(".card.now")).to_be_focused()
    expect(page.get_by_role("radio", name="Deny")).to_be_checked()
    expect(page.locator("[name=note]")).to_have_value("as typed")
    assert [violation["id"] for violation in violations] == []
    assert page.evaluate("window.isStillHere")


def test_a_dispute_is_opened_on_the_page_of_its_claim(page: Page) -> None:
    # given
    page.keyboard.press("d")
    page.get_by_role("link", name="Open a dispute from this claim").click()
    expect(page.get_by_label("Question")).to_be_focused()

    # when
    page.get_by_label("Question").fill("Would he go?")
    page.get_by_role("radio", name="Support").check()
    page.get_by_role("button", name="Open the dispute").click()
    expect(page.get_by_label("Accounts")).to_be_focused()
    page.get_by_label("Accounts").fill("He would.\nHe would not.")
    page.keyboard.press("Control+Enter")

    # then
    expect(page.locator(".saved")).to_have_text("Opened: Would he go?")
    expect(page.locator(".in-disputes")).to_contain_text("He would.")
    assert page.evaluate("window.isStillHere")


def test_another_part_comes_in_the_place_of_one_and_typed_words_are_asked_about(
    page: Page,
) -> None:
    # given
    page.keyboard.press("d")
    page.get_by_role("link", name="Open a dispute from this claim").click()
    page.get_by_label("Question").fill("Would he go?")
    asked: list[str] = []

    # when
    page.once("dialog", lambda dialog: stay(dialog, asked))
    page.get_by_role("button", name="Back to the claim").click()

    # then
    expect(page.get_by_label("Question")).to_have_value("Would he go?")
    assert len(asked) == 1
