"""The source register: two names of one man are merged, and parted again."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.making import (
    make_annotation,
    make_article,
    make_claims,
    make_member,
    make_project,
    make_source,
)
from webapp.models import AnnotationSource, Source
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import Role


@pytest.fixture
def register(live: Live) -> str:
    """A register with two sources, each named by the tags on one claim."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        annotator = user_or_none(session, "demo-annotator")
        adjudicator = user_or_none(session, "demo-adjudicator")
        assert annotator is not None
        make_member(session, project, role=Role.ANNOTATOR, user=annotator)
        make_member(session, project, role=Role.ADJUDICATOR, user=adjudicator)
        contents = ("he was killed by an incendiary device", "he was shot")
        claims = make_claims(session, make_article(session, project), contents)
        for claim, name in zip(claims, ("Alexander Lukashenko", "Mr Lukashenko"), strict=True):
            source = make_source(session, project, name=name, source_type="government")
            make_annotation(session, claim, annotator, sources=[source])
        return f"/projects/{project.public_id}/sources/"


def named(live: Live) -> list[str]:
    """The sources that the tags of that project name."""
    with live.database.reading() as session:
        query = select(Source.name).select_from(AnnotationSource).join(AnnotationSource.source)
        minsk = query.where(Source.project.has(name="Minsk"))
        return list(session.scalars(minsk.order_by(AnnotationSource.id)))


def test_two_names_of_one_man_are_merged_and_parted_again(
    page: Page, live: Live, sign_in: SignIn, register: str
) -> None:
    # given
    sign_in(page, "demo-adjudicator")
    page.goto(register)
    page.get_by_role("link", name="Alexander Lukashenko").click()

    # when
    page.get_by_role("link", name="Merge with another").click()
    page.get_by_role("link", name="Mr Lukashenko").click()
    expect(page.get_by_role("radio", name="Alexander Lukashenko")).to_be_checked()
    page.get_by_role("button", name="Merge the two").click()
    expect(page.get_by_role("status").last).to_contain_text("is now a name of")
    merged = named(live)
    expect(page.locator(".aliases")).to_contain_text("Mr Lukashenko")
    expect(page.locator(".statements .card")).to_have_count(2)
    page.get_by_role("button", name="Take back: sources merged").click()
    expect(page.locator("main").get_by_text("Your last change is taken back.")).to_be_visible()

    # then
    expect(page.locator(".statements .card")).to_have_count(1)
    assert merged == ["Alexander Lukashenko"] * 2
    assert named(live) == ["Alexander Lukashenko", "Mr Lukashenko"]


def test_a_name_is_added_and_refused_where_it_stands(
    page: Page, live: Live, sign_in: SignIn, register: str
) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(register)
    page.get_by_role("link", name="Alexander Lukashenko").click()

    # when
    page.get_by_label("Another name").fill("Mr Lukashenko")
    page.get_by_role("button", name="Add the name").click()
    expect(page.locator(".error")).to_contain_text("Then merge them")
    expect(page.get_by_label("Another name")).to_have_value("Mr Lukashenko")
    page.get_by_label("Another name").fill("The 65-year-old")
    page.get_by_role("button", name="Add the name").click()

    # then
    expect(page.locator(".aliases")).to_contain_text("The 65-year-old")
    expect(page.get_by_label("Another name")).to_have_value("")
