"""A server that cannot save: what was typed stays, and is saved when it can be again."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

import webapp.database
from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.browser.tagging import note_of
from webapp.models import Annotation

NOTE = "Said to a crowd; no ministry is quoted."


def test_a_note_survives_a_busy_database(
    page: Page,
    live: Live,
    sign_in: SignIn,
    javascript: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.get_by_role("link", name="Belarus 2020").first.click()
    page.get_by_role("button", name="Review the next claim").click()
    page.wait_for_load_state("networkidle")
    note_of(page).fill(NOTE)
    monkeypatch.setattr(webapp.database, "BUSY_TIMEOUT_MS", 300)

    # when
    with closing(sqlite3.connect(str(live.database.url.database), isolation_level=None)) as other:
        other.execute("begin immediate")
        page.get_by_role("button", name="Draft").click()
        expect(page.locator("#main").get_by_text("The database is busy.")).to_be_visible()
    page.get_by_role("button", name="Draft" if javascript else "Send again").click()
    expect(page.locator("#main").get_by_text("saved as a draft")).to_be_visible()

    # then
    with live.database.reading() as session:
        assert NOTE in session.scalars(select(Annotation.note)).all()
