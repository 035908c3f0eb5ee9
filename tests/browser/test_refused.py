"""What is announced of tags that are refused, as a screen reader meets it; run both ways."""

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.making import make_article, make_claim, make_member, make_project
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import Role

NAME = "Name the source before you submit, or choose “Article’s own voice” as its type."
TYPE = "Choose the type of the source before you submit."
STANCE = "Choose a stance before you submit."
ANNOUNCED = f"""
- alert:
  - paragraph: "3 answers to give or to change:"
  - list:
    - listitem:
      - link "{NAME}"
    - listitem:
      - link "{TYPE}"
    - listitem:
      - link "{STANCE}"
- text: Source
- combobox "Source" [invalid]
- paragraph: {NAME}
- group "Type of source":
  - text: Type of source
  - combobox "Type of source" [invalid]
  - paragraph: Proposed, from the word “government”.
  - paragraph: {TYPE}
"""
"""The refusal and the first fields below it, in the words of Playwright's snapshots."""


@pytest.fixture
def refused(page: Page, live: Live, sign_in: SignIn) -> Page:
    """A claim that was submitted without an answer."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        annotator = user_or_none(session, "demo-annotator")
        make_member(session, project, role=Role.ANNOTATOR, user=annotator)
        claim = make_claim(session, make_article(session, project))
        path = f"/projects/{project.public_id}/claims/{claim.public_id}"
    sign_in(page, "demo-annotator")
    page.goto(path)
    page.get_by_role("button", name="Accept and submit").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    return page


def wrong_fields(page: Page) -> dict[str, Locator]:
    """The fields that lack an answer, by what is said of them."""
    return {
        NAME: page.get_by_role("combobox", name="Source", exact=True),
        TYPE: page.get_by_role("combobox", name="Type of source"),
        STANCE: page.get_by_role("radiogroup", name="Stance"),
    }


def test_all_that_is_missing_is_announced_at_once_and_has_the_focus(refused: Page) -> None:
    expect(refused).to_have_title(re.compile("^Error: Claim 1"))
    expect(refused.get_by_role("alert")).to_be_focused()
    expect(refused.locator("#tags")).to_match_aria_snapshot(ANNOUNCED)


def test_what_an_alert_says_is_not_said_again(refused: Page) -> None:
    expect(refused.locator("#announcement")).to_be_empty()


@pytest.mark.parametrize("words", [NAME, TYPE, STANCE])
def test_each_field_says_that_it_is_wrong_and_why(refused: Page, words: str) -> None:
    # when
    field = wrong_fields(refused)[words]

    # then
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(words)))


@pytest.mark.parametrize(
    ("words", "place"), [(NAME, "#source"), (TYPE, "#source_type-field"), (STANCE, "#stance-field")]
)
def test_each_part_of_the_refusal_leads_to_its_field(refused: Page, words: str, place: str) -> None:
    # when
    refused.get_by_role("alert").get_by_role("link", name=words).press("Enter")

    # then
    expect(refused.locator(place)).to_be_focused()
    expect(refused.locator(place)).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True], indirect=True)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_refusal(refused: Page, theme: Literal["light", "dark"]) -> None:
    # given
    refused.emulate_media(color_scheme=theme)

    # when
    found = Axe().run(refused).response["violations"]

    # then
    assert [violation["id"] for violation in found] == []
