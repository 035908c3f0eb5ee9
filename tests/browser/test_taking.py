"""What people take along: a dispute cited, copied and on paper; a link that is handed over."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.making import make_evidence, make_verdict
from webapp.models import Dispute, Project

QUESTION = "How did Alexander Taraikovsky die?"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.fixture
def dispute_path(live: Live) -> str:
    """The demo's dispute about a death, with evidence and a verdict."""
    with live.database.transaction() as session:
        dispute = session.scalars(select(Dispute).where(Dispute.question == QUESTION)).one()
        make_verdict(session, dispute, [make_evidence(session, dispute, dispute.accounts[0])])
        project = session.get_one(Project, dispute.project_id)
        return f"/projects/{project.public_id}/disputes/{dispute.public_id}"


def copied(page: Page) -> str:
    """What lies on the clipboard."""
    page.context.grant_permissions(["clipboard-read"])
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_dispute_and_a_claim_are_cited(
    page: Page, sign_in: SignIn, dispute_path: str, javascript: bool
) -> None:
    # given
    sign_in(page, "demo-viewer")
    page.goto(dispute_path)

    # when
    page.locator(".takes summary", has_text="Cite").click()
    page.locator(".accounts .take summary", has_text="Cite").first.click()

    # then
    whole = page.locator(".takes textarea:visible")
    assert whole.input_value().startswith(f"“{QUESTION}”\nA dispute in the project Belarus 2020")
    assert whole.input_value().endswith(dispute_path)
    lines = page.locator(".accounts .take textarea:visible").input_value().splitlines()
    assert lines[0] == "“he was killed by an incendiary device he was carrying”"
    assert lines[1].startswith("Government of Belarus, in PA Media")
    assert lines[1].endswith("16 August 2020")
    assert "#mark-" in lines[-1]
    if javascript:
        expect(page.locator(".accounts .told")).to_have_text("Copied.")
        expect(page.locator("#announcement")).to_have_text("Copied.")
        assert copied(page).splitlines() == lines


def test_the_whole_dispute_is_copied_by_one_click(
    open_page: OpenPage, sign_in: SignIn, dispute_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-viewer")
    page.goto(dispute_path)

    # when
    page.locator("summary", has_text="Copy as text").click()
    expect(page.locator(".takes .told")).to_have_text("Copied.")

    # then
    text = copied(page)
    assert text.startswith(QUESTION)
    assert (
        "Account 2: Shot in the chest\n- Alexander Taraikovsky's partner (support): “there were"
        in text
    )
    assert "\nEvidence\n- Context for the whole dispute: “Two other people" in text
    assert "\n- Supports account 1: “a wound in the chest”, https://example.org" in text
    assert "- Account 1: Not supported\nThe video shows no device." in text


def test_where_the_browser_lets_no_page_copy_the_words_are_selected(
    open_page: OpenPage, sign_in: SignIn, dispute_path: str
) -> None:
    # given
    page = open_page()
    page.add_init_script(NO_CLIPBOARD)
    sign_in(page, "demo-viewer")
    page.goto(dispute_path)

    # when
    page.locator(".takes summary", has_text="Cite").click()

    # then
    expect(page.locator(".takes .told")).to_contain_text("The words are selected")
    assert QUESTION in page.evaluate("getSelection().toString()")


def test_an_invitation_is_copied_and_says_who_sees_the_name(
    page: Page, sign_in: SignIn, demo_ids: dict[str, str], javascript: bool
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(f"/projects/{demo_ids['project_id']}/members/invite")
    expect(page.get_by_text("Everybody else sees a pseudonym")).to_be_visible()

    # when
    page.get_by_label("Name to sign in by").fill("ada")
    page.get_by_label("Name", exact=True).fill("Ada Lind")
    page.get_by_role("button", name="Invite and show the link").click()

    # then
    link = page.get_by_label("Copy this link now").input_value()
    button = page.get_by_role("button", name="Copy")
    if javascript:
        button.click()
        expect(page.locator(".handed .told")).to_have_text("Copied.")
        assert copied(page) == link
    else:
        expect(button).to_have_count(0)


def test_print_prints(open_page: OpenPage, sign_in: SignIn, dispute_path: str) -> None:
    # given
    page = open_page()
    page.add_init_script("window.print = () => { document.title = 'printed'; };")
    sign_in(page, "demo-viewer")
    page.goto(dispute_path)

    # when
    page.get_by_role("button", name="Print").click()

    # then
    expect(page).to_have_title("printed")


def test_without_scripts_no_button_promises_what_it_cannot_do(
    open_page: OpenPage, sign_in: SignIn, dispute_path: str
) -> None:
    # given
    page = open_page(java_script_enabled=False)
    sign_in(page, "demo-viewer")

    # when
    page.goto(dispute_path)

    # then
    expect(page.get_by_role("button", name="Print")).to_have_count(0)


def test_on_paper_accounts_stand_side_by_side_below_project_address_and_date(
    open_page: OpenPage, sign_in: SignIn, dispute_path: str
) -> None:
    # given
    page = open_page(viewport={"width": 673, "height": 980})
    sign_in(page, "demo-manager")
    page.goto(dispute_path)

    # when
    page.emulate_media(media="print")

    # then
    boxes = [one.bounding_box() for one in page.locator(".accounts > section:visible").all()]
    (left, right) = (box for box in boxes if box)
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]
    paper = page.locator(".paper")
    expect(paper).to_contain_text("Belarus 2020")
    expect(paper).to_contain_text(dispute_path)
    expect(paper).to_contain_text("as read on")
    assert "opened by" not in page.locator("main").inner_text()
    assert page.locator("textarea:visible, summary.button:visible").count() == 0
