"""A dispute from the first claim to the verdict, and its page on paper."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.exports.conftest import exported
from tests.making import make_article, make_dispute, make_member, make_placement, make_project
from webapp.claims.queries.places import TypedWords, locate
from webapp.claims.services.spans import add_claim
from webapp.exports.services.tables import import_project
from webapp.models import Article, Claim, Dispute, Membership, Project
from webapp.models.base import utc_now
from webapp.rules.invitations import user_or_none
from webapp.tables.filling import read_tables
from webapp.tables.order import TABLES
from webapp.vocabulary import Role, SpanRole

SEED = Path(__file__).parents[2] / "seeds/000_3f23772d299130e2.txt"
QUESTION = "How did he die?"
DEVICE, SHOT = "Killed by his own device", "Shot in the chest"
SAID = (
    ("The government", "has claimed", "he was killed by an incendiary device he was carrying"),
    ("his partner", "told", "there were no marks on his hands, just a hole in his chest"),
    ("she", "believes", "he was shot"),
)


def _claim(
    session: Session, by: Membership, article: Article, words: tuple[str, str, str]
) -> Claim:
    near = locate(article.text, [TypedWords(words[2])], None).spans[0]
    places = {
        role: locate(article.text, [TypedWords(quote)], near._replace(start=near.start - 200)).spans
        for role, quote in zip(SpanRole, words, strict=True)
    }
    return add_claim(session, by, article=article, places=places)


@pytest.fixture
def claims(live: Live) -> tuple[str, str, str]:
    """The paths of the government's claim and the partner's two, in a project of their own."""
    with live.database.transaction() as session:
        project = make_project(session, name="Minsk")
        manager = user_or_none(session, "demo-manager")
        by = make_member(session, project, role=Role.MANAGER, user=manager)
        article = make_article(session, project, text=SEED.read_text("utf-8"), outlet="PA Media")
        rows = [_claim(session, by, article, words) for words in SAID]
        first, second, third = (
            f"/projects/{project.public_id}/claims/{claim.public_id}" for claim in rows
        )
        return first, second, third


@pytest.fixture
def dispute_path(live: Live) -> str:
    """The demo's newest dispute."""
    with live.database.reading() as session:
        dispute = session.scalars(select(Dispute).order_by(Dispute.id.desc()).limit(1)).one()
        project = session.get_one(Project, dispute.project_id)
        return f"/projects/{project.public_id}/disputes/{dispute.public_id}"


def open_dispute(page: Page) -> None:
    """From the claim on the page; it leads back there."""
    page.get_by_text("Place it in a dispute").click()
    page.get_by_role("link", name="Open a dispute from this claim").click()
    page.get_by_label("Question").fill(QUESTION)
    page.get_by_label("Accounts").fill(f"{DEVICE}\n{SHOT}")
    page.get_by_role("radio", name="Support").check()
    page.get_by_role("button", name="Open the dispute").click()
    expect(page.locator(".in-disputes")).to_contain_text(QUESTION)


def place_here(page: Page) -> None:
    """Under the second account, on the page of the claim or on one of its own."""
    page.get_by_text("Place it in a dispute").click()
    page.locator("select[name=account]").select_option(label=f"2 · {SHOT}")
    page.get_by_role("radio", name="Support").check()
    page.get_by_role("button", name="Place the claim").click()
    expect(page.locator(".in-disputes")).to_contain_text(re.compile(rf"2 · {SHOT}\s+support"))


def add_evidence(page: Page) -> None:
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("Link").fill("https://example.org/video")
    page.get_by_label("Quoted words").fill("His hands are empty")
    page.get_by_label("What it does").select_option(label="Refutes it")
    page.get_by_label("To which account").select_option(label=f"1 · {DEVICE}")
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_text("Refutes account 1 · Text on the web")).to_be_visible()


def set_verdict(page: Page) -> None:
    page.get_by_role("link", name="Set verdict").click()
    page.get_by_label(f"1 · {DEVICE}").fill("Not supported")
    page.get_by_label("Rationale").fill("The video shows no device.")
    page.get_by_label("His hands are empty").check()
    page.get_by_role("button", name="Set the verdict").click()
    expect(page.get_by_text("Verdict: Not supported")).to_be_visible()


def test_from_a_claim_on_the_review_page_to_a_verdict(
    page: Page,
    live: Live,
    sign_in: SignIn,
    claims: tuple[str, str, str],
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(claims[0])
    open_dispute(page)

    # when
    for path in claims[1:]:
        page.goto(path)
        place_here(page)

    # then
    expect(page.locator(".record")).to_contain_text("Proposed: Disputed")
    page.locator(".in-disputes").get_by_role("link", name=QUESTION).first.click()
    expect(page.locator(".derived")).to_contain_text("Both cannot be right")
    expect(page.locator(".accounts > section")).to_have_count(2)
    add_evidence(page)
    set_verdict(page)
    with live.database.reading() as session:
        dispute = session.scalars(select(Dispute).where(Dispute.question == QUESTION)).one()
        assert [len(account.placements) for account in dispute.accounts] == [1, 2]
        assert dispute.verdict is not None
    comes_back_the_same(live)


def comes_back_the_same(live: Live) -> None:
    """What the project exports, a new project exports too, once it is imported there."""
    files = {table.name: exported(live.database, table.name, project="Minsk") for table in TABLES}
    with live.database.transaction() as session:
        fresh = make_project(session, name="Again")
        sent = [(f"{name}.csv", content) for name, content in files.items()]
        import_project(session, None, project=fresh, bundle=read_tables(sent), now=utc_now())
    again = {table.name: exported(live.database, table.name, project="Again") for table in TABLES}
    assert again == files


def test_on_paper_the_page_has_every_claim_and_no_button(
    open_page: OpenPage, live: Live, sign_in: SignIn
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-viewer")
    with live.database.reading() as session:
        dispute = session.scalars(select(Dispute).order_by(Dispute.id.desc())).first()
        assert dispute is not None
        project = session.get_one(Project, dispute.project_id)
        path = f"/projects/{project.public_id}/disputes/{dispute.public_id}"
    page.goto(path)

    # when
    page.emulate_media(media="print")

    # then
    expect(page.locator(".placement")).to_have_count(3)
    expect(page.locator(".placement").first).to_be_visible()
    expect(page.locator(".bar")).to_be_hidden()
    assert page.locator("main button:visible").count() == 0


def test_on_a_phone_the_first_account_is_on_the_first_screen(
    open_page: OpenPage, live: Live, sign_in: SignIn, dispute_path: str
) -> None:
    # given
    page = open_page(viewport={"width": 360, "height": 740})
    sign_in(page, "demo-viewer")

    # when
    page.goto(dispute_path)

    # then
    account = page.locator(".accounts > section").first
    for part in (account.locator("h2"), account.locator(".sentence"), account.locator(".whose")):
        box = part.first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 740
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_open(
    open_page: OpenPage, sign_in: SignIn, dispute_path: str, theme: str
) -> None:
    # given
    page = open_page(bypass_csp=True, color_scheme=theme)
    sign_in(page, "demo-adjudicator")
    page.goto(f"{dispute_path}?placing=on")

    # when
    page.evaluate("document.querySelectorAll('main details').forEach((one) => (one.open = true))")
    violations = Axe().run(page).response["violations"]

    # then
    assert [(v["id"], [n["html"][:100] for n in v["nodes"]]) for v in violations] == []


def test_a_digit_places_only_the_suggestion_that_has_the_focus(
    open_page: OpenPage, live: Live, sign_in: SignIn, dispute_path: str
) -> None:
    # given
    page = open_page()
    sign_in(page, "demo-adjudicator")
    page.goto(f"{dispute_path}?placing=on")
    waiting = page.locator(".settle article")
    first = waiting.first.get_attribute("aria-label")

    # when: the page has the focus, not the list
    page.locator("body").press("1")

    # then
    expect(waiting.first).to_have_attribute("aria-label", first or "")
    expect(page.locator(".saved")).to_have_count(0)

    # when
    waiting.first.focus()
    page.keyboard.press("n")

    # then
    expect(page.locator(".saved")).to_contain_text("does not belong here")
    expect(waiting.first).to_be_focused()
    assert waiting.first.get_attribute("aria-label") != first


def test_evidence_that_lacks_much_is_refused_once_with_all_of_it(
    page: Page, live: Live, sign_in: SignIn, dispute_path: str, javascript: bool
) -> None:
    # given
    sign_in(page, "demo-annotator")
    page.goto(f"{dispute_path}/evidence/add")

    # when
    page.get_by_role("button", name="Add the evidence").click()

    # then
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(3)
    page.get_by_role("alert").get_by_role("link", name="What it does").click()
    assert page.url.endswith("#bearing")


@pytest.fixture
def untagged(live: Live, claims: tuple[str, str, str]) -> str:
    """A dispute whose claims conflict and that nobody has tagged."""
    with live.database.transaction() as session:
        ids = [path.rpartition("/")[2] for path in claims]
        rows = session.scalars(select(Claim).where(Claim.public_id.in_(ids)).order_by(Claim.id))
        first, second, third = rows
        dispute = make_dispute(session, first.article.project, question=QUESTION)
        for number, claim in ((0, first), (1, second), (1, third)):
            account = dispute.accounts[number]
            make_placement(session, account, claim, stance="support", confirmed_at=utc_now())
        return f"/projects/{first.article.project.public_id}/disputes/{dispute.public_id}"


def test_several_claims_are_confirmed_as_disputed_and_taken_back(
    page: Page, sign_in: SignIn, untagged: str
) -> None:
    # given
    sign_in(page, "demo-manager")
    page.goto(f"{untagged}?placing=on")
    page.locator(".confirming input").first.uncheck()

    # when
    page.get_by_role("button", name="Confirm “disputed”").click()

    # then
    expect(page.locator(".saved")).to_contain_text("You confirmed “disputed” for 2 claims.")
    expect(page.locator(".confirming")).to_contain_text("you have tagged it as disputed")
    page.get_by_role("button", name="Undo: disputed confirmed").click()
    expect(page.locator(".saved")).to_contain_text("Taken back: 2 claims as before.")
    expect(page.locator(".confirming input")).to_have_count(3)


def test_after_placing_the_next_suggestion_is_where_one_is(
    page: Page, live: Live, sign_in: SignIn, dispute_path: str, javascript: bool
) -> None:
    # given
    sign_in(page, "demo-adjudicator")
    page.goto(f"{dispute_path}?placing=on")

    # when
    page.locator(".settle article").first.get_by_role("button", name="Support").click()

    # then
    expect(page.locator(".saved")).to_contain_text("placed under account")
    expect(page.locator(".settle article").first).to_be_visible()
    if javascript:
        expect(page.locator(".settle article").first).to_be_focused()
    else:
        assert page.url.endswith("#waiting")
