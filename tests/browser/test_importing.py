"""A manager imports by mouse: files, questions, confirmation, review."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import bridge
from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live

SEED = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt")).read_text("utf-8")
STORY = "The government said that he was killed by a device. His partner says he was shot."


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


def test_files_are_sent_answered_for_and_imported(page: Page, sign_in: SignIn, live: Live) -> None:
    # given
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").first.click()
    page.get_by_role("link", name="Import articles").click()

    # when
    page.get_by_label("Files").set_input_files(
        [
            payload("menu.txt", "The café is closed, he said.".encode("windows-1252")),
            payload("two.txt", f" date 2021-03-04 {STORY}\n date 2021-03-05 {STORY}".encode()),
            payload("known.txt", SEED.encode()),
        ]
    )
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("1 left out because the text is there already")).to_be_visible()
    page.get_by_role("button", name="Yes, they look right").click()
    page.get_by_role("button", name="Take them apart").click()
    page.get_by_role("link", name="See and mend number 2").click()
    page.get_by_label("Title").fill("How he died")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("heading", name="Before you import")).to_be_visible()
    page.get_by_role("button", name="Import 3 articles").click()
    expect(page.locator("#job")).to_contain_text("It waits for a worker.")
    live.work()
    page.get_by_role("link", name="Articles").last.click()

    # then
    page.get_by_role("link", name="How he died", exact=True).click()
    expect(page.get_by_text("4 March 2021")).to_be_visible()
    page.get_by_role("link", name="Review its claims").click()
    expect(page.get_by_text("His partner").first).to_be_visible()


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(page: Page, sign_in: SignIn) -> None:
    # given
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").first.click()
    page.get_by_role("link", name="Import articles").click()

    # when
    page.get_by_label("Files").set_input_files([payload("all.zip", b"PK\x03\x04")])
    page.get_by_label("Or paste a text").fill(STORY)
    page.get_by_role("button", name="Preview").click()

    # then
    refused = page.get_by_role("region", name="Refused")
    expect(refused).to_contain_text("1 part of what you sent cannot be read.")
    expect(refused.get_by_role("listitem")).to_contain_text("all.zip: this is a zip archive")
    page.get_by_role("button", name="Import 1 article").click()
    expect(page.get_by_text("1 article imported.")).to_be_visible()


def test_columns_are_chosen_before_the_preview(page: Page, sign_in: SignIn) -> None:
    # given
    table = f"headline,body,day,mood\nHow he died,{STORY},2021-03-04,grim\n,,2021-03-05,glad\n"
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").first.click()
    page.get_by_role("link", name="Import articles").click()

    # when
    page.get_by_label("Files").set_input_files([payload("news.csv", table.encode())])
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="What the columns are")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("headline")
    page.get_by_label("Outlet").select_option("mood")
    page.get_by_role("button", name="Read the table so").click()

    # then
    expect(page.get_by_text("news.csv, line 3: there is no text in it.")).to_be_visible()
    expect(page.get_by_text("grim · 4 March 2021")).to_be_visible()
    expect(page.get_by_role("button", name="Import 1 article")).to_be_visible()


def test_a_text_is_mended_line_by_line_and_imported(page: Page, sign_in: SignIn) -> None:
    # given
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").first.click()
    page.get_by_role("link", name="Import articles").click()
    page.get_by_label("Files").set_input_files([payload("courier.html", bridge.PAGE.encode())])
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("link", name="See and mend number 1").click()
    lines = page.locator("li.line")
    expect(page.locator("li.line.struck")).to_have_count(6)

    # when
    page.get_by_label("Outlet").fill("The Courier")
    lines.filter(has_text="READ MORE").get_by_role("button", name="Keep").click()
    expect(page.locator("li.line.struck")).to_have_count(5)
    lines.filter(has_text="Another driver").get_by_role("button", name="Strike").click()
    expect(page.locator("li.line.struck")).to_have_count(6)
    lines.filter(has_text="Roads Authority").locator(".choose").click()
    lines.filter(has_text="Roads Authority").get_by_role("button", name="Begins here").click()

    # then
    expect(page.get_by_text("before the beginning").first).to_be_visible()
    expect(lines.filter(has_text="Inspectors warned")).to_have_class("line struck")
    expect(lines.filter(has_text="Roads Authority")).to_be_in_viewport()
    expect(page.get_by_label("Outlet")).to_have_value("The Courier")
    page.get_by_role("button", name="Import 1 article").click()
    expect(page.get_by_text("1 article imported.").last).to_be_visible()
    page.get_by_role("link", name=bridge.HEADLINE).first.click()
    expect(page.locator(".furniture").filter(has_text="Inspectors warned")).to_be_visible()


def test_keys_move_begin_and_end_and_go_on(open_page: OpenPage, sign_in: SignIn) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").first.click()
    page.get_by_role("link", name="Import articles").click()
    page.get_by_label("Files").set_input_files(
        [
            payload("courier.html", bridge.PAGE.encode()),
            payload("ufer.txt", "Der Minister sagte, die Brücke sei ganz sicher gewesen.".encode()),
        ]
    )
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("link", name="See and mend number 1").click()
    page.get_by_role("heading", name="Before import").wait_for()
    page.wait_for_load_state("networkidle")
    lines = page.locator("li.line")

    # when
    lines.filter(has_text="Transport minister").locator(".choose").click()
    page.keyboard.press("b")
    expect(lines.filter(has_text="Roads Authority")).to_have_class("line struck")
    expect(page.locator("li.line:focus")).to_contain_text("Transport minister")
    page.keyboard.press("e")
    expect(lines.filter(has_text="Another driver")).to_have_class("line struck")
    expect(page.locator("li.line:focus")).to_contain_text("Transport minister")
    page.get_by_label("Title").focus()
    page.keyboard.type(" jx")
    page.locator("h1").click()
    page.keyboard.press("j")

    # then
    expect(page.get_by_label("Title")).to_have_value(re.compile("Der Minister"))
    expect(page.locator("main:focus")).to_be_visible()
    page.keyboard.press("x")
    expect(page.get_by_label("Title")).to_have_value(re.compile("jx"))


@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_shows_all_of_it_without_scrolling_sideways(
    open_page: OpenPage, sign_in: SignIn, width: int
) -> None:
    # given
    page = open_page(viewport={"width": width, "height": 720})
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").first.click()
    page.get_by_role("link", name="Import articles").click()
    long = f"{'x' * 300} said so.\n{bridge.HEADLINE}\n"
    page.get_by_label("Files").set_input_files(
        [
            payload("courier.html", bridge.PAGE.encode()),
            payload("a-very-long-name-of-a-file-" * 5 + ".txt", long.encode()),
        ]
    )
    page.get_by_role("button", name="Preview").click()

    # when
    for number in (1, 2):
        page.goto(page.url.partition("/import")[0] + "/import/preview")
        page.get_by_role("link", name=f"See and mend number {number}").click()
        page.get_by_role("heading", name="Before import").wait_for()

        # then
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)
