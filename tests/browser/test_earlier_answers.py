"""A manager merges two codes and asks for another look; whoever answered looks again."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.codebooks.versions import merged
from tests.making import (
    make_annotation,
    make_article,
    make_claim,
    make_member,
    make_project,
    make_source,
)
from webapp.codebooks.services.asking_again import ask_at_all
from webapp.models import Project
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import ClaimState, Role

CONTENTS = ("he was shot", "a hole in his chest", "he was carrying")


@pytest.fixture
def project(live: Live) -> str:
    """The path of a project in which an annotator has answered three claims."""
    with live.database.transaction() as session:
        found = make_project(session, name="Minsk")
        manager = user_or_none(session, "demo-manager")
        annotator = user_or_none(session, "demo-annotator")
        assert annotator is not None
        make_member(session, found, user=manager, role=Role.MANAGER)
        make_member(session, found, user=annotator, role=Role.ANNOTATOR)
        article, source = make_article(session, found), make_source(session, found, name="Police")
        for words in CONTENTS:
            claim = make_claim(session, article, content=[words], state=ClaimState.ACCEPTED)
            tags = {"stance": "comment", "dispute_status": ""}
            make_annotation(session, claim, annotator, sources=[source], **tags)
        return f"/projects/{found.public_id}"


@pytest.fixture
def given_back(live: Live, project: str) -> str:
    """The same once two codes are merged, and another look is asked for at all three answers."""
    with live.database.transaction() as session:
        found = session.scalars(select(Project).where(Project.name == "Minsk")).one()
        manager = next(one for one in found.memberships if one.role == Role.MANAGER)
        merged(session, manager, "comment", "query")
        ask_at_all(session, manager, change_id="merged-stance-comment", count=3)
    return project


def test_a_code_is_merged_into_another(page: Page, sign_in: SignIn, project: str) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(f"{project}/codebook/edit/stance/codes/comment")

    # when
    page.get_by_label("Merge it into").select_option(label="Query")
    page.get_by_role("button", name="Merge it in the draft").click()
    expect(page.locator("#code-comment")).to_contain_text("merged into “Query”")
    page.get_by_role("link", name="Version 2").click()

    # then
    expect(page.locator("main")).to_contain_text("1 code merged into another.")
    expect(page.locator("main")).to_contain_text("3 annotations use it")

    # when
    page.get_by_role("button", name="Make version 2").click()
    page.get_by_role("link", name="Answers under an earlier version").click()

    # then
    expect(page.locator("main")).to_contain_text("3 answers to 3 claims")


def test_another_look_is_asked_for_and_that_is_taken_back(
    page: Page, live: Live, sign_in: SignIn, project: str, javascript: bool
) -> None:
    # given
    with live.database.transaction() as session:
        found = session.scalars(select(Project).where(Project.name == "Minsk")).one()
        manager = next(one for one in found.memberships if one.role == Role.MANAGER)
        merged(session, manager, "comment", "query")
    sign_in(page, "demo-manager")
    page.goto(f"{project}/codebook/earlier")
    change = page.get_by_role("link", name="Stance “Comment” is merged into “Query”")
    if javascript:
        assert Axe().run(page).response["violations"] == []

    # when
    change.click()
    if javascript:
        assert Axe().run(page).response["violations"] == []
    page.get_by_role("checkbox", name="Claim 1 of").check()
    page.get_by_role("button", name="Ask for another look at the ticked ones").click()
    expect(page.get_by_text("Another look is asked for at 1 answer.").first).to_be_visible()
    page.get_by_role("button", name="Undo: another look asked for").click()

    # then
    expect(page.get_by_text("Taken back: the answers to 1 claim").first).to_be_visible()

    # when
    change.click()
    page.get_by_role("button", name="Ask for another look at 3 claims").click()

    # then
    expect(page.get_by_text("Another look is asked for at 3 answers.").first).to_be_visible()
    expect(page.get_by_text("Nothing has changed of what submitted answers say.")).to_be_visible()


def test_whoever_answered_sees_what_changed_and_answers_again(
    page: Page, sign_in: SignIn, given_back: str
) -> None:
    # when
    sign_in(page, "demo-annotator")
    page.goto(f"{given_back}/review")

    # then
    card = page.locator(".card.now")
    expect(card.locator(".given-back")).to_contain_text("The codebook changed: Stance “Comment”")
    expect(card).to_contain_text("Query (given as: Comment)")
    expect(card.locator(".field.stance")).to_contain_text("Changed since you answered")
    expect(card.get_by_role("radio", name="Query")).to_be_checked()

    # when
    history = f"{page.url.partition('#')[0]}/history"
    card.get_by_role("radio", name="Deny").check()
    page.locator("button[value=submit_next]").first.click()
    expect(page.get_by_text("Claim 1: submitted.").first).to_be_visible()
    page.goto(history)

    # then
    expect(page.locator("main")).to_contain_text("Another look asked for")
    told = page.get_by_role("listitem").filter(has_text="Tags submitted").first
    expect(told).to_contain_text("Comment")
    expect(told).to_contain_text("Deny")
