"""Correcting the words of a claim: typed, and selected by mouse and by keyboard."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.making import make_article, make_claim
from webapp.attribution.text.spans import TextSpan
from webapp.models import Claim, Project
from webapp.vocabulary import SpanRole

TEXT = (
    "👨‍👩‍👧 The government 🎉 has claimed he was killed by a device.\n\n"
    "قالت الشرطة إنه هرب، وقالت أمه إنه هرب.\n\n"
    "Cafe\u0301 owners said cafe\u0301 prices rose 🎉🎉, they said.\n\n"
    "Facebook Twitter Email Whatsapp\n"
)
SELECT = """([first, last]) => {
  const element = document.querySelector("[data-article-text]");
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = before + node.length;
    if (first >= before && first < after) range.setStart(node, first - before);
    if (last > before && last <= after) range.setEnd(node, last - before);
    before = after;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def select_words(page: Page, words: str, *, last: bool = False) -> None:
    """Select words as the browser counts, where they stand first or last."""
    start = TEXT.rindex(words) if last else TEXT.index(words)
    page.evaluate(SELECT, [utf16(TEXT[:start]), utf16(TEXT[: start + len(words)])])


@pytest.fixture
def article_path(live: Live) -> str:
    """An article with one proposal in it, in the demo project."""
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        article = make_article(session, project, text=TEXT, title="Words of every kind")
        make_claim(session, article, content=["he was killed"], cue="has claimed")
        return f"/projects/{project.public_id}/articles/{article.public_id}"


def newest_claim(live: Live) -> dict[SpanRole, list[TextSpan]]:
    """Where the claim that was drawn last stands."""
    with live.database.reading() as session:
        claim = session.scalars(select(Claim).order_by(Claim.id.desc())).first()
        assert claim is not None
        return {role: claim.spans_of(role) for role in SpanRole}


def at(words: str, *, last: bool = False) -> TextSpan:
    start = TEXT.rindex(words) if last else TEXT.index(words)
    return TextSpan(start, start + len(words))


def test_typed_words_that_stand_twice_are_asked_for(
    page: Page, live: Live, sign_in: SignIn, article_path: str
) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(f"{article_path}/claims/add")
    page.get_by_label("Source").fill("they")
    page.get_by_label("Cue").fill("said")
    page.get_by_label("Content").fill("cafe\u0301 prices rose 🎉🎉")

    # when
    page.get_by_role("button", name="Add the claim").click()
    page.get_by_role("group", name="Which “said” do you mean?").get_by_role("radio").last.check()
    page.get_by_role("button", name="Add the claim").click()
    page.locator(".card.now").wait_for()

    # then
    assert newest_claim(live) == {
        SpanRole.SOURCE: [at("they")],
        SpanRole.CUE: [at("said", last=True)],
        SpanRole.CONTENT: [at("cafe\u0301 prices rose 🎉🎉")],
    }


def test_selected_words_land_at_their_code_points(
    open_page: OpenPage, live: Live, sign_in: SignIn, article_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(f"{article_path}/claims/add")

    # when
    select_words(page, " أمه ")
    page.get_by_role("button", name="Take as source").click()
    select_words(page, "قالت", last=True)
    page.get_by_role("button", name="Take as cue").click()
    select_words(page, "إنه هرب", last=True)
    page.get_by_role("button", name="Take as content").click()
    select_words(page, "🎉🎉")
    page.get_by_role("button", name="Take as content").click()
    page.get_by_role("button", name="Add the claim").click()
    page.locator(".card.now").wait_for()

    # then
    assert newest_claim(live) == {
        SpanRole.SOURCE: [at("أمه")],
        SpanRole.CUE: [at("قالت", last=True)],
        SpanRole.CONTENT: [at("إنه هرب", last=True), at("🎉🎉")],
    }


def test_a_selection_that_cuts_a_character_in_half_is_refused(
    open_page: OpenPage, sign_in: SignIn, article_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(f"{article_path}/claims/add")
    page.locator(".takers").wait_for()
    inside = utf16(TEXT[: TEXT.index("🎉")]) + 1

    # when
    page.evaluate(SELECT, [inside, inside + 6])
    page.get_by_role("button", name="Take as content").click()

    # then
    assert "The selection ends inside a character." in page.locator(".takers").inner_text()
    assert page.get_by_label("Content").input_value() == ""


def test_a_selection_over_a_piece_takes_its_place(
    open_page: OpenPage, live: Live, sign_in: SignIn, article_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(f"{article_path}/review")
    page.get_by_role("link", name="Claim 1").first.click()
    page.wait_for_url("**/claims/*")
    page.goto(f"{page.url.partition('#')[0]}/spans")

    # when
    select_words(page, "was killed by a device")
    page.get_by_role("button", name="Take as content").click()
    page.get_by_role("button", name="Save the words and accept").click()
    page.locator(".card.now").wait_for()

    # then
    assert newest_claim(live)[SpanRole.CONTENT] == [at("was killed by a device")]


def test_words_are_selected_by_keyboard_alone_and_the_text_stays_as_it_is(
    open_page: OpenPage, live: Live, sign_in: SignIn, article_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(f"{article_path}/claims/add")
    text = page.get_by_role("textbox", name="Text of the article")
    text.focus()

    # when
    page.keyboard.press("Control+Home")
    page.keyboard.type("not to be typed")
    page.keyboard.press("Delete")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("Tab")
    taker = page.get_by_role("button", name="Take as source")
    assert taker.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")

    # then
    assert text.evaluate("element => element.textContent") == TEXT
    assert TEXT.startswith(page.get_by_label("Source").input_value())
    assert page.get_by_label("Source").input_value() != ""
