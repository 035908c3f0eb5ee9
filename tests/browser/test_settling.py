"""Three annotators differ, and an adjudicator settles it: by one key, or by buttons alone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from webapp.models import Article, Claim
from webapp.rules.invitations import user_or_none
from webapp.rules.locking import lock_complete_claims
from webapp.vocabulary import FinalBy, Role

ANSWERS = (
    ("he was shot", ("support", "query", "comment")),
    ("a hole in his chest", ("support", "support", "deny")),
)


@pytest.fixture
def queue(live: Live) -> str:
    """The path of the queue: one claim on which all differ, one on which one does."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk", annotators_per_claim=3)
        manager = user_or_none(session, "demo-manager")
        make_member(session, project, user=manager, role=Role.ADJUDICATOR)
        people = [make_member(session, project).user for _ in range(3)]
        article, source = make_article(session, project), make_source(session, project)
        for words, stances in ANSWERS:
            claim = make_claim(session, article, content=[words])
            for person, stance in zip(people, stances, strict=True):
                make_annotation(session, claim, person, sources=[source], stance=stance)
        lock_complete_claims(session, project)
        return f"/projects/{project.public_id}/adjudication"


def test_settling_two_claims_one_after_the_other(
    page: Page, live: Live, sign_in: SignIn, queue: str, javascript: bool
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(queue)

    # when
    page.locator(".waiting").first.get_by_role("link").first.click()

    # then
    expect(page.get_by_role("heading", name="Settle claim 1")).to_be_visible()
    if javascript:
        assert Axe().run(page).response["violations"] == []

    # when
    if javascript:
        page.keyboard.press("a")
    else:
        page.get_by_role("button", name="Adopt answer A").click()

    # then
    expect(page.get_by_text("Filled from A, not saved yet")).to_be_visible()

    # when
    page.get_by_role("button", name="Settle and next").click()

    # then
    expect(page.locator(".refusal")).to_contain_text("Say why the answers differed.")

    # when
    page.get_by_label("Why they differed").select_option("guideline_gap")
    page.get_by_role("button", name="Settle and next").click()

    # then
    expect(page.get_by_role("heading", name="Settle claim 2")).to_be_visible()
    expect(page.locator(".saved")).to_have_text("Claim 1: settled.")

    # when
    page.get_by_role("button", name="Adopt answer B").click()
    expect(page.get_by_text("Filled from B, not saved yet")).to_be_visible()
    page.get_by_label("Why they differed").select_option("edge_case")
    page.get_by_role("button", name="Settle and next").click()

    # then
    expect(page.get_by_text("Nothing waits to be settled.")).to_be_visible()
    with live.database.reading() as session:
        of_minsk = Claim.article.has(Article.project.has(name="Minsk"))
        assert set(session.scalars(select(Claim.final_by).where(of_minsk))) == {FinalBy.ADJUDICATED}


def test_the_menu_says_at_once_how_many_still_wait(page: Page, sign_in: SignIn, queue: str) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(queue)
    told = page.locator(".menu .count")
    expect(told).to_have_text(re.compile("^2"))

    # when
    page.locator(".waiting").first.get_by_role("link").first.click()
    for left in ("1", "0"):
        page.get_by_role("button", name="Adopt answer A").click()
        expect(page.get_by_text("Filled from A, not saved yet")).to_be_visible()
        page.get_by_label("Why they differed").select_option("other")
        page.get_by_role("button", name="Settle and next").click()

        # then
        expect(told).to_have_text(re.compile(f"^{left}"))
    expect(told).to_be_hidden()
