"""Keys of every layout, of every way to write, and where the focus goes."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.browser.tagging import note_of, press_more
from tests.making import make_article, make_claim, make_member, make_project
from webapp.codebooks.queries.drafts import next_version
from webapp.codebooks.services import drafting
from webapp.codebooks.services.making import make_version
from webapp.models import Annotation, Claim, Codebook, Project
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import AnnotationState, CodeField, Role

NOTE = "Not to be lost"

LAYOUTS = {
    "Russian": ("й", "KeyQ"),
    "Greek, whose key writes a mark": (";", "KeyQ"),
    "Hebrew, whose key writes a mark": ("/", "KeyQ"),
    "Arabic": ("ض", "KeyQ"),
    "Latin, the letter elsewhere": ("q", "KeyA"),
}


@pytest.fixture
def claim_path(live: Live) -> str:
    """A claim that the demo's annotator may tag, and another behind it."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        annotator = user_or_none(session, "demo-annotator")
        make_member(session, project, role=Role.ANNOTATOR, user=annotator)
        article = make_article(session, project)
        first = make_claim(session, article)
        make_claim(
            session,
            article,
            source="she",
            cue="believes",
            content=["he was shot"],
            suggested_quote_form="indirect",
        )
        return f"/projects/{project.public_id}/claims/{first.public_id}"


@pytest.fixture
def page(open_page: OpenPage, sign_in: SignIn, claim_path: str) -> Page:
    """The first claim, in a browser with JavaScript."""
    opened = open_page()
    sign_in(opened, "demo-annotator")
    opened.goto(claim_path)
    expect(opened.locator(".card.now")).to_be_focused()
    return opened


def strike(page: Page, key: str, code: str, **more: bool) -> bool:
    """A key of a keyboard that is not here; was the browser kept from its own use of it?"""
    event = {"key": key, "code": code, "bubbles": True, "cancelable": True, **more}
    script = "event => !document.activeElement.dispatchEvent(new KeyboardEvent('keydown', event))"
    return bool(page.evaluate(script, event))


def chosen(page: Page, field: str) -> str | None:
    """The value of the radio that is checked; empty where nothing is answered."""
    checked = page.locator(f"[name={field}]:checked")
    return checked.get_attribute("value") if checked.count() else ""


@pytest.mark.parametrize(("key", "code"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_letter_is_found_under_every_layout(page: Page, key: str, code: str) -> None:
    # given
    first = page.locator("[name=dispute_status][data-key=q]").get_attribute("value")

    # when
    strike(page, key, code)

    # then
    assert chosen(page, "dispute_status") == first


@pytest.mark.parametrize(
    ("key", "code"),
    [("&", "Digit1"), ("+", "Digit1"), ("۱", "Digit1")],
    ids=["French", "Czech", "Persian"],
)
def test_a_digit_is_found_where_its_key_writes_a_mark(page: Page, key: str, code: str) -> None:
    # when
    strike(page, key, code)

    # then
    assert chosen(page, "stance") == "support"


@pytest.mark.parametrize(
    ("key", "code", "more"),
    [
        ("'", "KeyQ", {}),
        ("!", "Digit1", {"shiftKey": True}),
        ("-", "Slash", {}),
        ("й", "KeyQ", {"altKey": True}),
    ],
    ids=["Dvorak's mark", "with Shift", "German's dash", "with Alt"],
)
def test_a_mark_of_a_latin_layout_stays_a_mark(
    page: Page, key: str, code: str, more: dict[str, bool]
) -> None:
    # when
    kept = strike(page, key, code, **more)

    # then
    assert not kept
    assert (chosen(page, "dispute_status"), chosen(page, "stance")) == ("", "")


def test_ctrl_s_saves_a_draft_under_a_cyrillic_layout(page: Page, live: Live) -> None:
    # given
    note_of(page).fill(NOTE)

    # when
    kept = strike(page, "ы", "KeyS", ctrlKey=True)

    # then
    expect(page.locator(".saved")).to_contain_text("saved as a draft")
    assert kept
    with live.database.reading() as session:
        saved = session.scalars(select(Annotation).where(Annotation.note == NOTE)).one()
        assert saved.state == AnnotationState.DRAFT


def test_ctrl_s_held_down_opens_no_dialog_of_the_browser(page: Page) -> None:
    # when
    kept = strike(page, "s", "KeyS", ctrlKey=True, repeat=True)

    # then
    assert kept
    assert page.locator(".saved").count() == 0


@pytest.mark.parametrize("more", [{"isComposing": True}, {"keyCode": 229}], ids=str)
def test_escape_ends_a_composition_and_not_the_typing(page: Page, more: dict[str, bool]) -> None:
    # given
    note = note_of(page)
    note.focus()

    # when
    strike(page, "Escape", "Escape", **more)
    stayed = note.evaluate("note => note === document.activeElement")
    strike(page, "Escape", "Escape")

    # then
    assert stayed
    expect(page.locator(".card.now")).to_be_focused()


def test_a_composition_in_the_browser_itself_keeps_its_field(page: Page) -> None:
    # given
    note = note_of(page)
    note.focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2}
    )

    # when
    keyboard.send(
        "Input.dispatchKeyEvent",
        {"type": "keyDown", "key": "Process", "code": "Escape", "windowsVirtualKeyCode": 229},
    )
    keyboard.send("Input.insertText", {"text": "日本"})

    # then
    expect(note).to_be_focused()
    expect(note).to_have_value("日本")


def test_a_link_to_a_place_keeps_what_is_typed_and_the_page(page: Page) -> None:
    # given
    note_of(page).fill(NOTE)
    page.evaluate("window.isStillHere = true")

    # when
    page.locator(".card.now .by a").first.press("Enter")
    page.wait_for_url("**#mark-*")
    page.go_back()
    page.wait_for_url(lambda url: "#" not in url)

    # then
    assert page.evaluate("window.isStillHere")
    expect(note_of(page)).to_have_value(NOTE)


def test_going_back_shows_the_claim_of_the_address(page: Page, claim_path: str) -> None:
    # given
    first = page.locator(".card.now .quote").inner_text()
    note_of(page).fill(NOTE)
    press_more(page, "Save draft, go on")
    expect(page.locator(".card.now .quote")).not_to_have_text(first)

    # when
    page.go_back()

    # then
    expect(page.locator(".card.now .quote")).to_have_text(first)
    assert claim_path in page.url


def test_after_a_refusal_no_key_chooses_a_type_unseen(page: Page) -> None:
    # given
    source_type = page.locator("select[name=source_type]")
    page.keyboard.press("Control+Enter")
    refusal = page.get_by_role("alert")
    expect(refusal).to_be_focused()
    expect(refusal.get_by_role("link")).to_have_count(3)
    expect(page).to_have_title(re.compile("^Error: "))

    # when
    page.keyboard.press("w")
    page.keyboard.press("l")

    # then
    expect(source_type).to_have_value("")
    assert chosen(page, "dispute_status") != ""


def test_after_a_refusal_each_field_is_one_step_away(page: Page) -> None:
    # given
    page.keyboard.press("Control+Enter")
    refusal = page.get_by_role("alert")
    expect(refusal).to_be_focused()

    # when
    refusal.get_by_role("link", name="Choose the type of the source").press("Enter")
    expect(page.get_by_role("group", name="Type of source")).to_be_focused()
    page.keyboard.press("Tab")

    # then
    expect(page.locator("select[name=source_type]")).to_be_focused()


def test_a_key_opens_the_rare_fields_and_another_leads_to_the_type(page: Page) -> None:
    # when
    page.keyboard.press("m")
    expect(page.get_by_label("Note")).to_be_visible()
    page.keyboard.press("p")

    # then
    expect(page.get_by_label("Type of source")).to_be_focused()


def test_a_choice_is_cleared_by_its_key_or_by_another_click(page: Page) -> None:
    # given
    page.keyboard.press("2")
    page.keyboard.press("2")
    by_key = chosen(page, "stance")
    deny = page.locator(".stance label", has_text="Deny")

    # when
    deny.click()
    once = chosen(page, "stance")
    deny.click()

    # then
    assert (by_key, once, chosen(page, "stance")) == ("", "deny", "")


def test_the_key_of_a_closed_status_answers_with_the_reason(page: Page) -> None:
    # when
    page.keyboard.press("e")

    # then
    expect(page.locator("#announcement")).to_contain_text("needs evidence: place the claim")
    expect(page.locator(".dispute_status .means", has_text="needs evidence").first).to_be_visible()
    assert chosen(page, "dispute_status") == ""


def test_taking_a_suggestion_over_leaves_the_next_key_alone(page: Page) -> None:
    # given
    page.keyboard.press("j")
    expect(page.locator(".card.now:focus .quote")).to_contain_text("shot")
    page.keyboard.press("o")
    form = page.locator("[name=quote_form]")
    expect(form).to_have_value("indirect")

    # when
    page.keyboard.press("w")

    # then
    expect(form).to_have_value("indirect")
    assert chosen(page, "dispute_status") != ""


@pytest.mark.parametrize("javascript", [True, False], ids=["key", "link without JavaScript"])
def test_the_search_opens_with_the_cursor_in_it(
    open_page: OpenPage, sign_in: SignIn, claim_path: str, javascript: bool
) -> None:
    # given
    page = open_page(java_script_enabled=javascript)
    sign_in(page, "demo-annotator")
    page.goto(claim_path)

    # when
    if javascript:
        expect(page.locator(".card.now")).to_be_focused()
        page.locator(".card.now").press("/")
    else:
        page.locator(".more-acts > summary").click()
        page.get_by_role("link", name="Search").click()
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("shot")
    page.keyboard.press("Enter")

    # then
    page.wait_for_url("**words=shot*")
    expect(page.get_by_text("he was shot")).to_be_visible()


@pytest.fixture
def retire_deny(live: Live, claim_path: str) -> Callable[[], None]:
    """Somebody takes a code out of the codebook meanwhile."""

    def retired() -> None:
        with live.database.transaction() as session:
            public_id = claim_path.split("/")[2]
            project = session.scalars(select(Project).where(Project.public_id == public_id)).one()
            manager = user_or_none(session, "demo-manager")
            assert manager is not None
            code = next_version(session, project).words.code_or_none(CodeField.STANCE, "query")
            assert code is not None
            other = replace(code, label="Doubts it")
            drafting.reword_code(session, manager, project=project, code=other, seen=code.digest)
            drafting.retire_code(session, manager, project=project, code=code)
            seen = next_version(session, project).words.digest
            make_version(session, manager, project=project, seen=seen)

    return retired


def test_a_code_retired_meanwhile_is_named(page: Page, retire_deny: Callable[[], None]) -> None:
    # given
    page.locator("[name=stance][value=query]").check()
    note_of(page).fill(NOTE)
    retire_deny()

    # when
    page.keyboard.press("Control+s")

    # then
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("“Doubts it” is not in the codebook any more")
    expect(note_of(page)).to_have_value(NOTE)


def test_two_versions_are_told_in_the_codebooks_words(page: Page, live: Live) -> None:
    # given
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Type of source").select_option("government")
    other.locator("[name=stance][value=deny]").check()
    other.keyboard.press("Control+s")
    expect(other.locator(".saved")).to_contain_text("saved as a draft")

    # when
    note_of(page).fill(NOTE)
    page.keyboard.press("Control+s")

    # then
    with live.database.reading() as session:
        claim = session.scalars(
            select(Claim).where(Claim.public_id == page.url.rsplit("/", 1)[1])
        ).one()
        book = session.scalars(
            select(Codebook).where(Codebook.project_id == claim.project_id)
        ).one()
        label = book.label_of(CodeField.SOURCE_TYPE, "government")
    conflict = page.get_by_role("alert").filter(has_text="This is what is saved now")
    expect(conflict.get_by_text(label, exact=True)).to_be_visible()
    expect(conflict.get_by_text("Deny", exact=True)).to_be_visible()
