"""Words of a sensitive text are covered until somebody opens them, on the screen and on paper."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from webapp.models import Article, Dispute, Project


@pytest.fixture
def dispute(live: Live) -> str:
    """The newest dispute of the demo, whose articles are sensitive."""
    with live.database.transaction() as session:
        session.execute(update(Article).values(is_sensitive=True))
        found = session.scalars(select(Dispute).order_by(Dispute.id.desc()).limit(1)).one()
        project = session.get_one(Project, found.project_id)
        return f"/projects/{project.public_id}/disputes/{found.public_id}"


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_sentence_is_read_by_whoever_opens_it(
    page: Page,
    sign_in: SignIn,
    dispute: str,
    media: Literal["screen", "print"],
) -> None:
    # given
    sign_in(page, "demo-viewer")
    page.goto(dispute)
    sentences = page.locator(".accounts .sentence")
    first, second = sentences.nth(0), sentences.nth(1)
    page.emulate_media(media=media)
    expect(page.locator(".placement").first).to_be_visible()
    expect(first).to_be_hidden()

    # when
    page.locator(".accounts .cover summary").first.click()

    # then
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
