"""The main job: import both seeds, correct a span, tag three claims by keyboard, export them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tests.browser.conftest import SignIn
from tests.browser.live import Live
from tests.browser.tables import taken_away
from tests.browser.tagging import tab_to
from tests.making import make_member, make_project
from webapp.models import Annotation, Article, Claim, Project
from webapp.rules.invitations import user_or_none
from webapp.tables.cells import list_of, spans_of
from webapp.vocabulary import AnnotationState, ClaimState, Role, SpanRole

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
KILLED = "he was killed by an incendiary device he was carrying"
SOURCES = ("Alexander Lukashenko", "The government", "The opposition")
WORDS_AND_PLACES = {"content": "content_spans", "cue": "cue_spans", "source_text": "source_spans"}


@pytest.fixture
def project_id(live: Live) -> str:
    """A new project without a single article, with the demo's manager in it."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        manager = user_or_none(session, "demo-manager")
        make_member(session, project, role=Role.MANAGER, user=manager)
        return project.public_id


def import_seeds(page: Page, live: Live, project_id: str) -> None:
    page.goto(f"/projects/{project_id}/articles/import")
    page.get_by_label("Files").set_input_files(SEEDS)
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Import 2 articles").click()
    expect(page.get_by_role("heading", name="Importing 2 articles")).to_be_visible()
    live.work()
    page.goto(f"/projects/{project_id}/articles/")
    expect(page.get_by_text("PA Media · 16 August 2020")).to_be_visible()


def correct_the_death(page: Page, live: Live, project_id: str) -> None:
    """The engine's claim about the device gets exactly the government's words."""
    with live.database.reading() as session:
        claim_id = session.scalars(
            select(Claim.public_id)
            .join(Claim.spans)
            .join(Claim.article)
            .join(Article.project)
            .where(Project.public_id == project_id, Claim.spans.any(quote="The government"))
        ).first()
    page.goto(f"/projects/{project_id}/claims/{claim_id}")
    page.get_by_role("link", name="Edit the words").click()
    page.get_by_label("Content", exact=True).fill(KILLED)
    page.get_by_role("button", name="Save the words and accept").click()
    expect(page.locator(".card.now .quote")).to_have_text(KILLED)


def tag_by_keyboard(page: Page, source: str, *, javascript: bool) -> None:
    """One claim, from the focus on its page to the next claim, without a mouse."""
    before = page.url
    tab_to(page, "source")
    page.keyboard.press("Control+A")
    page.keyboard.type(source)
    tab_to(page, "source_type")
    page.keyboard.type("Gov")
    if javascript:
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        page.locator("body").press("1")
        page.locator("body").press("w")
        page.keyboard.press("Control+Enter")
    else:
        tab_to(page, "stance")
        page.keyboard.press("ArrowRight")
        tab_to(page, "dispute_status")
        page.keyboard.press("ArrowRight")
        tab_to(page, "submit_next")
        page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def export_what_was_tagged(page: Page) -> None:
    """The claims with their final tags; every quote is the text's own words at its place."""
    page.get_by_role("link", name="Export", exact=True).click()
    claims, texts = taken_away(page, "claims"), taken_away(page, "articles")
    answers = taken_away(page, "annotations")

    tagged = [claim for claim in claims if claim["final_by"] == "single"]
    assert [claim["source_name"] for claim in tagged] == list(SOURCES)
    assert {claim["source_type"] for claim in tagged} == {"government"}
    assert {claim["stance_target"] for claim in tagged} == {"content"}
    assert len(answers) == 3 * 8
    assert KILLED in [claim["content"] for claim in claims]
    text_of = {row["article_id"]: row["text"] for row in texts}
    assert [
        (claim["claim_number"], words)
        for claim in claims
        for words, spans in WORDS_AND_PLACES.items()
        if list_of(claim[words])
        != [text_of[claim["article_id"]][start:end] for start, end in spans_of(claim[spans])]
    ] == []


def test_from_files_to_three_tagged_claims_in_a_table(
    page: Page,
    live: Live,
    sign_in: SignIn,
    project_id: str,
    javascript: bool,
) -> None:
    # given
    sign_in(page, "demo-manager")
    import_seeds(page, live, project_id)
    correct_the_death(page, live, project_id)

    # when
    page.goto(f"/projects/{project_id}/review")
    page.get_by_role("button", name="Start").click()
    for source in SOURCES:
        tag_by_keyboard(page, source, javascript=javascript)

    # then
    with live.database.reading() as session:
        annotations = session.scalars(
            select(Annotation)
            .join(Annotation.claim)
            .join(Claim.article)
            .join(Article.project)
            .where(Project.public_id == project_id)
            .options(
                joinedload(Annotation.claim).joinedload(Claim.article),
                selectinload(Annotation.sources),
            )
        ).all()
        assert [row.state for row in annotations] == [AnnotationState.SUBMITTED] * 3
        assert {row.claim.state for row in annotations} == {ClaimState.ACCEPTED}
        assert {row.source_type for row in annotations} == {"government"}
        assert all(row.stance for row in annotations)
        claims = session.scalars(
            select(Claim).options(joinedload(Claim.article), selectinload(Claim.spans))
        ).all()
        assert [
            span.quote
            for claim in claims
            for span in claim.spans
            if claim.article.text[span.start : span.end] != span.quote
        ] == []
        assert [KILLED] in [claim.quotes_of(SpanRole.CONTENT) for claim in claims]
    export_what_was_tagged(page)
