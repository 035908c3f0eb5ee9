"""A calibration round from its start to its agreement, with and without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.making import make_annotation, make_article, make_claims, make_member, make_project
from webapp.models import Claim, Project
from webapp.rules.invitations import user_or_none
from webapp.rules.locking import lock_complete_claims
from webapp.rules.place_keeping import leave_place
from webapp.vocabulary import FinalBy, Role

if TYPE_CHECKING:
    from tests.browser.conftest import SignIn
    from tests.browser.live import Live

WORDS = [f"“{number}”" for number in range(8)]
NAME = "Rounds of Minsk"


@pytest.fixture
def home(live: Live) -> str:
    """The path of a project of eight claims, with two annotators."""
    with live.database.transaction() as session:
        project = make_project(session, name=NAME, annotators_per_claim=2)
        manager = user_or_none(session, "demo-manager")
        make_member(session, project, user=manager, role=Role.MANAGER)
        annotator = user_or_none(session, "demo-annotator")
        make_member(session, project, user=annotator, role=Role.ANNOTATOR)
        make_member(session, project, role=Role.ANNOTATOR)
        article = make_article(session, project, text=" ".join(WORDS), title="Eight words")
        make_claims(session, article, WORDS)
        return f"/projects/{project.public_id}"


def answer_all(live: Live) -> None:
    """Both annotators answer every claim of the round; they differ on one."""
    with live.database.transaction() as session:
        project = session.scalars(select(Project).where(Project.name == NAME)).one()
        people = [one.user for one in project.memberships if one.role is Role.ANNOTATOR]
        claims = session.scalars(select(Claim).where(Claim.round_id.is_not(None))).all()
        for number, claim in enumerate(claims):
            usual = ("support", "deny")[number % 2]
            for person, stance in zip(
                people, (usual, "query" if number == 0 else usual), strict=True
            ):
                make_annotation(session, claim, person, stance=stance)
                leave_place(session, claim, person)
        lock_complete_claims(session, project)


def test_a_round_of_six_claims_is_started_answered_closed_and_compared(
    page: Page, live: Live, sign_in: SignIn, home: str
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(f"{home}/")
    page.get_by_role("link", name="Rounds").click()
    page.get_by_role("link", name="Start a round").click()

    # when
    page.get_by_label("Claims").fill("6")
    page.get_by_role("button", name="See how many").click()

    # then
    expect(page.get_by_role("heading", name="6 claims, given to 2 people")).to_be_visible()

    # when
    page.get_by_label("What has changed").fill("“Deny” now has an example.")
    page.get_by_role("button", name="Give 6 claims to 2 people").click()

    # then
    expect(
        page.get_by_text("Round 1 has begun: 6 claims, given to 2 people.").first
    ).to_be_visible()

    # when
    answer_all(live)
    page.get_by_role("link", name="Close round 1").click()

    # then
    expect(page.get_by_text("All answers are in.")).to_be_visible()

    # when
    page.get_by_role("button", name="Close the round").click()
    page.get_by_role("button", name="Compute now").click()
    expect(page.get_by_text("The figures are computed.").first).to_be_visible()
    page.goto(f"{home}/rounds/")

    # then
    row = page.get_by_role("row", name="Stance")
    expect(row).to_contain_text("α 0.")
    expect(row).to_contain_text("6 claims")
    with live.database.reading() as session:
        claims = session.scalars(select(Claim).where(Claim.round_id.is_not(None))).all()
        assert sorted(claim.final_by for claim in claims) == sorted(
            [FinalBy.UNRESOLVED, *[FinalBy.UNANIMOUS] * 5]
        )
