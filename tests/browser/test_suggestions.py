"""Taking over what the engine suggests, and reaching what it has folded away."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.browser.tagging import note_of
from tests.making import make_article, make_claim, make_member, make_project
from webapp.models import Annotation, Claim
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import Role

LEARNT = "It reads like claims that people have marked."
TAKE = re.compile(r"^Take all 3 proposals")
TEXT = (
    "Anna Kolesnik runs the clinic in Minsk.\n\n"
    "She told Reuters that the ministry had denied the deaths, but a nurse may have said "
    "that two people died. The ministry closed the clinic, officials said.\n"
)


@pytest.fixture
def claim_path(live: Live) -> str:
    """A denial inside another claim, a possible claim behind it, and a likely last one."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        annotator = user_or_none(session, "demo-annotator")
        make_member(session, project, role=Role.ANNOTATOR, user=annotator)
        article = make_article(session, project, text=TEXT, title="The clinic")
        start, relay = TEXT.index("She"), TEXT.index("Reuters")
        outer = make_claim(
            session,
            article,
            source="She",
            cue="told",
            content=["that the ministry had denied the deaths"],
            proposed_source_name="Anna Kolesnik",
            mentions=[
                [start, start + 3, "pronoun", "the only woman named before"],
                [0, 13, "name", "named in full"],
            ],
            via_source=[[relay, relay + 7, "Reuters"]],
            reasons=["The cue “told” ascribes it.", LEARNT],
        )
        claim = make_claim(
            session,
            article,
            source="the ministry",
            cue="had denied",
            content=["the deaths"],
            confidence=0.97,
            suggested_stance="deny",
            suggested_quote_form="indirect",
            reasons=["The cue “had denied” ascribes it.", LEARNT],
            nested_in=outer,
        )
        make_claim(
            session,
            article,
            source="a nurse",
            cue="may have said",
            content=["that two people died"],
            confidence=0.31,
        )
        make_claim(
            session,
            article,
            source="officials",
            cue="said.",
            content=["The ministry closed the clinic"],
            first_offset=TEXT.index("The ministry closed"),
        )
        return f"/projects/{project.public_id}/claims/{claim.public_id}"


def saved(live: Live, claim_path: str) -> list[tuple[str, str, str]]:
    claim = Claim.public_id == claim_path.split("/")[-1]
    with live.database.reading() as session:
        rows = session.scalars(select(Annotation).join(Annotation.claim).where(claim)).all()
        return [(row.stance, row.quote_form, row.note) for row in rows]


def test_suggestions_are_used_by_a_click_and_saved_by_the_person(
    page: Page, live: Live, sign_in: SignIn, claim_path: str
) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(claim_path)
    note_of(page).fill("as I read it")

    # when
    page.get_by_role("button", name=TAKE).click()
    expect(page.get_by_role("radio", name=re.compile("^Deny"))).to_be_checked()
    unsaved = saved(live, claim_path)
    page.get_by_role("button", name="Draft").click()
    page.locator(".saved").wait_for()

    # then
    assert unsaved == []
    assert saved(live, claim_path) == [("deny", "indirect", "as I read it")]


def test_one_key_takes_all_proposals(open_page: OpenPage, sign_in: SignIn, claim_path: str) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(claim_path)
    page.locator(".card.now:focus").wait_for()

    # when
    page.keyboard.press("o")

    # then
    expect(page.get_by_role("radio", name="Deny")).to_be_checked()
    expect(page.get_by_label("Type of source")).to_have_value("government")
    expect(page.get_by_label("Form of the quotation")).to_have_value("indirect")
    expect(page.get_by_label("Form of the quotation")).to_be_visible()
    expect(page.get_by_role("button", name=TAKE)).to_have_count(0)
    expect(page.locator(".card.now")).to_be_focused()


def test_an_answer_of_ones_own_stays_and_a_cleared_one_is_proposed_again(
    open_page: OpenPage, sign_in: SignIn, claim_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(claim_path)
    page.locator(".card.now:focus").wait_for()

    # when
    page.keyboard.press("1")
    page.keyboard.press("o")
    own = page.get_by_role("radio", name="Support").is_checked()
    page.keyboard.press("1")

    # then
    assert own
    expect(page.get_by_role("button", name=TAKE)).to_be_visible()


def test_keys_reach_possible_claims_while_they_are_open(
    open_page: OpenPage, sign_in: SignIn, claim_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(claim_path)
    page.locator(".card.now:focus").wait_for()

    # when
    page.get_by_text("Possible claims (1)").click()
    expect(page.get_by_role("link", name="Next")).to_have_attribute(
        "href", re.compile("possible=on")
    )
    page.locator("body").press("j")
    expect(page.locator(".card.now:focus .quote")).to_have_text("that two people died")
    page.locator("body").press("j")

    # then
    expect(page.locator(".card.now:focus .quote")).to_have_text("The ministry closed the clinic")
    assert page.url.count("possible=on") == 1


def test_keys_pass_possible_claims_by_while_they_are_folded(
    open_page: OpenPage, sign_in: SignIn, claim_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-annotator")
    page.goto(claim_path)
    page.locator(".card.now:focus").wait_for()

    # when
    page.locator("body").press("j")

    # then
    expect(page.locator(".card.now .quote")).to_have_text("The ministry closed the clinic")


def test_possible_claims_are_reached_by_links(page: Page, sign_in: SignIn, claim_path: str) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(claim_path)

    # when
    page.get_by_text("Possible claims (1)").click()
    page.locator(".possible .card .by a").press("Enter")

    # then
    expect(page.locator(".card.now .quote")).to_have_text("that two people died")


def test_a_mention_leads_to_its_place(page: Page, sign_in: SignIn, claim_path: str) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(claim_path)
    page.get_by_text("earlier claim").click()

    # when
    page.locator(".earlier").get_by_text("Why this proposal?").click()
    page.locator(".earlier").get_by_role("link", name="“Anna Kolesnik”").click()
    page.wait_for_url("**#mention-2")

    # then
    expect(page.locator("#mention-2 + .pointed")).to_have_text("Anna Kolesnik")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_card_with_everything(
    open_page: OpenPage, sign_in: SignIn, claim_path: str, theme: str
) -> None:
    # given
    page = open_page(bypass_csp=True, color_scheme=theme)
    sign_in(page, "demo-annotator")
    page.goto(claim_path)

    # when
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    violations = Axe().run(page).response["violations"]

    # then
    assert [(v["id"], [n["html"][:100] for n in v["nodes"]]) for v in violations] == []


def test_a_card_with_everything_fits_a_narrow_screen(
    open_page: OpenPage, sign_in: SignIn, claim_path: str
) -> None:
    # given
    page = open_page(viewport={"width": 320, "height": 700})
    sign_in(page, "demo-annotator")
    page.goto(claim_path)

    # when
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")

    # then
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
