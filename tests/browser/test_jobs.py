"""The page of a job follows it by itself, and does as well without JavaScript."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.making import make_job
from tests.workers.conftest import Quick
from webapp.models import Project
from webapp.rules.invitations import user_or_none
from webapp.workers.running import run_all, run_next


@pytest.fixture
def job(live: Live) -> str:
    """The address of an import of four texts, one of which is there already."""
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        manager = user_or_none(session, "demo-manager")
        assert manager is not None
        texts = ["He said one.", "She said two.", "He said one.", "They said four."]
        made = make_job(session, project, manager, texts=texts)
        return f"/projects/{project.public_id}/jobs/{made.public_id}"


def test_the_bar_moves_and_the_end_is_announced(
    open_page: OpenPage, sign_in: SignIn, live: Live, job: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-manager")
    page.goto(job)
    expect(page.get_by_role("link", name="Look again")).to_have_count(0)
    page.get_by_role("button", name="Cancel").focus()

    # when
    run_next(live.database, Quick())

    # then
    expect(page.locator("#job progress")).to_have_attribute("value", "1")
    run_all(live.database, Quick())
    expect(page.get_by_role("heading", name="What failed")).to_be_visible()
    expect(page.locator("#announcement")).to_have_text("It is over, without 1 article.")
    expect(page.locator("#job")).to_be_focused()


def test_a_job_is_looked_at_again_cancelled_and_taken_up(
    page: Page, sign_in: SignIn, live: Live, job: str
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(job)
    run_next(live.database, Quick())
    page.goto("/account")

    # when
    page.get_by_role("link", name="Importing 4 articles").click()
    expect(page.locator("#job progress")).to_have_attribute("value", "1")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Go on with the 3 left").click()
    expect(page.get_by_text("Started again with 3 articles.").last).to_be_visible()
    run_all(live.database, Quick())
    page.goto(job)

    # then
    expect(page.get_by_text("The project has this text already")).to_be_visible()
    expect(page.get_by_role("button", name="Try this one again")).to_be_visible()
