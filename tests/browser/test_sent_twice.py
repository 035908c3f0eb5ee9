"""Impatient people press a button again while the server is busy: it is saved once."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.making import make_dispute
from webapp.models import Dispute, Evidence, Project
from webapp.web.sent_forms import SAVED_ALREADY

QUESTION = "Who shot him?"


@pytest.fixture
def dispute(live: Live) -> str:
    """The path of a dispute in the demo's project."""
    with live.database.transaction() as session:
        project = session.scalars(select(Project).order_by(Project.id)).all()[0]
        return f"/projects/{project.public_id}/disputes/{make_dispute(session, project).public_id}"


def press_twice(page: Page, live: Live, name: str) -> None:
    """Press the button, and again before the answer comes."""
    page.get_by_role("button", name=name).scroll_into_view_if_needed()
    box = page.get_by_role("button", name=name).bounding_box()
    assert box
    with closing(sqlite3.connect(str(live.database.url.database), isolation_level=None)) as other:
        other.execute("begin immediate")
        for _ in range(2):
            with page.expect_request(lambda request: request.method == "POST"):
                page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        other.execute("rollback")
    expect(page.locator("#main")).to_contain_text(SAVED_ALREADY)


def test_a_dispute_is_opened_once(page: Page, live: Live, sign_in: SignIn, dispute: str) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(f"{dispute.partition('/disputes/')[0]}/disputes/add")
    page.get_by_label("Question").fill(QUESTION)
    page.get_by_label("Accounts").fill("Soldiers\nA rival")

    # when
    press_twice(page, live, "Open the dispute")

    # then
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    with live.database.reading() as session:
        query = select(func.count(Dispute.id)).where(Dispute.question == QUESTION)
        assert session.execute(query).scalar_one() == 1


def test_evidence_is_added_once(page: Page, live: Live, sign_in: SignIn, dispute: str) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(f"{dispute}/evidence/add")
    page.get_by_label("Quoted words").fill("His hands are empty")
    page.get_by_label("What it does").select_option(label="Gives context")
    page.get_by_label("To which account").select_option(label="The dispute as a whole")
    query = select(func.count(Evidence.id))
    with live.database.reading() as session:
        before = session.execute(query).scalar_one()

    # when
    press_twice(page, live, "Add the evidence")

    # then
    expect(page.locator("#main")).to_contain_text("His hands are empty")
    with live.database.reading() as session:
        assert session.execute(query).scalar_one() == before + 1
