"""Takes the pictures in docs/pictures: `make pictures`. No test of anything."""

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser import bridge
from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.browser.test_importing import payload
from tests.making import make_job, make_read_only_link, make_round
from tests.reliability.conftest import compute
from webapp.adjudication.queries.queue import queue_page
from webapp.models import Claim, Dispute, Project, Source
from webapp.models.base import new_public_id, utc_now
from webapp.rules.invitations import user_or_none
from webapp.vocabulary import ClaimState

PICTURES = Path(__file__).parents[2] / "docs/pictures"
SHAPES = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 860}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 860}},
    "360": {"color_scheme": "light", "viewport": {"width": 360, "height": 760}},
}
ROUNDS = {
    "First try": "",
    "With examples": "“Query” has two examples, and the guideline says what a comment is.",
}
"""The calibration rounds of the picture, and what is noted of each."""


@pytest.fixture
def pages(live: Live) -> dict[str, str]:
    """The path of each page that is drawn."""
    with live.database.reading() as session:
        project = session.scalars(select(Project.public_id)).one()
        untouched = select(Claim.public_id).where(Claim.annotator_count == 0, Claim.is_current)
        claim = session.scalars(
            untouched.where(Claim.state == ClaimState.PROPOSED).order_by(Claim.id)
        ).first()
    return {
        "articles": f"/projects/{project}/articles/",
        "export": f"/projects/{project}/export/",
        "review": f"/projects/{project}/claims/{claim}",
        "manager": f"/projects/{project}/",
        "codebook": f"/projects/{project}/codebook/",
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_take(
    open_page: OpenPage,
    sign_in: SignIn,
    pages: dict[str, str],
    shape: str,
) -> None:
    PICTURES.mkdir(exist_ok=True)
    page = open_page(**SHAPES[shape])
    page.goto("/sign-in", wait_until="networkidle")
    page.screenshot(path=PICTURES / f"sign-in-{shape}.png")
    sign_in(page, "demo-manager")
    for name, path in pages.items():
        page.goto(path, wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}-{shape}.png")


@pytest.mark.parametrize("shape", SHAPES)
def test_take_jobs(open_page: OpenPage, sign_in: SignIn, live: Live, shape: str) -> None:
    said = "The government said that the bridge was closed in time. A driver says it was open."
    texts = [f"{said} That was on day {min(number, 12)}." for number in range(24)]
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        manager = user_or_none(session, "demo-manager")
        assert manager is not None
        shown = f"/projects/{project.public_id}/jobs/"
        failed = shown + make_job(session, project, manager, texts=texts).public_id
    live.work()
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        manager = user_or_none(session, "demo-manager")
        assert manager is not None
        texts = [f"{said} That was in week {number}." for number in range(24)]
        job = shown + make_job(session, project, manager, texts=texts).public_id
    page = open_page(**SHAPES[shape])
    sign_in(page, "demo-manager")
    page.goto(failed, wait_until="networkidle")
    page.screenshot(path=PICTURES / f"job-failed-{shape}.png")
    live.work(most=9)
    page.goto(job, wait_until="networkidle")
    page.screenshot(path=PICTURES / f"job-running-{shape}.png")
    live.work()
    page.goto(job, wait_until="networkidle")
    page.screenshot(path=PICTURES / f"job-done-{shape}.png")


@pytest.mark.parametrize("role", ["viewer", "annotator"])
@pytest.mark.parametrize("shape", SHAPES)
def test_take_a_home(
    open_page: OpenPage, sign_in: SignIn, pages: dict[str, str], role: str, shape: str
) -> None:
    page = open_page(**SHAPES[shape])
    sign_in(page, f"demo-{role}")
    page.goto(pages["manager"], wait_until="networkidle")
    page.screenshot(path=PICTURES / f"{role}-{shape}.png")


@pytest.fixture
def team_pages(live: Live) -> dict[str, str]:
    """The path of each page on which a team works together."""
    with live.database.transaction() as session:
        project = session.scalars(select(Project)).one()
        worst = queue_page(session, project, 1).rows[0].claim.public_id
        path = f"/projects/{project.public_id}"
        make_rounds(session, project)
    return {
        "settle": f"{path}/claims/{worst}/adjudication",
        "agreement": f"{path}/agreement/",
        "rounds": f"{path}/rounds/",
        "progress": f"{path}/#waits",
    }


def make_rounds(session: Session, project: Project) -> None:
    """What the demo's annotators have both tagged, as if it had been two rounds."""
    tagged = select(Claim).where(Claim.annotator_count > 1).order_by(Claim.id)
    claims = session.scalars(tagged).all()
    people = [one.user for one in claims[0].annotations if one.state.is_submitted]
    for number, (name, note) in enumerate(ROUNDS.items()):
        one = make_round(
            session,
            project,
            [],
            people,
            number=number + 1,
            name=name,
            note=note,
            closed_at=utc_now(),
        )
        for claim in claims[number :: len(ROUNDS)]:
            claim.round = one
    compute(session, project.id)


@pytest.mark.parametrize("shape", SHAPES)
def test_take_a_team(
    open_page: OpenPage, sign_in: SignIn, team_pages: dict[str, str], shape: str
) -> None:
    page = open_page(**SHAPES[shape])
    sign_in(page, "demo-manager")
    for name, path in team_pages.items():
        page.goto(path, wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}-{shape}.png")


@pytest.fixture
def source(live: Live) -> str:
    """The path of the source whom the demo's annotators have named most often."""
    with live.database.reading() as session:
        named = select(Source).where(Source.name == "Alexander Lukashenko")
        lukashenko = session.scalars(named).one()
        return f"/projects/{lukashenko.project.public_id}/sources/{lukashenko.public_id}"


@pytest.mark.parametrize("shape", ["light", "360"])
def test_take_a_source(open_page: OpenPage, sign_in: SignIn, source: str, shape: str) -> None:
    page = open_page(**SHAPES[shape])
    sign_in(page, "demo-adjudicator")
    page.goto(source, wait_until="networkidle")
    page.screenshot(path=PICTURES / f"source-{shape}.png")


@pytest.fixture
def death(live: Live) -> str:
    """The path of the dispute on the death."""
    with live.database.reading() as session:
        question = "How did Alexander Taraikovsky die?"
        dispute = session.scalars(select(Dispute).where(Dispute.question == question)).one()
        return f"/projects/{dispute.project.public_id}/disputes/{dispute.public_id}"


@pytest.mark.parametrize("shape", SHAPES)
def test_take_a_dispute(open_page: OpenPage, sign_in: SignIn, death: str, shape: str) -> None:
    page = open_page(**SHAPES[shape])
    sign_in(page, "demo-manager")
    page.goto(death, wait_until="networkidle")
    if shape == "360":
        page.set_viewport_size({"width": 360, "height": 1800})
    page.screenshot(path=PICTURES / f"dispute-{shape}.png")


@pytest.mark.parametrize("shape", SHAPES)
def test_take_a_read_only_link(open_page: OpenPage, live: Live, shape: str) -> None:
    token = new_public_id()
    with live.database.transaction() as session:
        question = "How did Alexander Taraikovsky die?"
        dispute = session.scalars(select(Dispute).where(Dispute.question == question)).one()
        make_read_only_link(session, dispute, token)
    page = open_page(**SHAPES[shape])
    page.goto(f"/read/{token}", wait_until="networkidle")
    page.screenshot(path=PICTURES / f"read-only-{shape}.png")


def test_take_a_dispute_on_paper(
    open_page: OpenPage, sign_in: SignIn, death: str, tmp_path: Path
) -> None:
    page = open_page(viewport={"width": 794, "height": 1123})
    sign_in(page, "demo-viewer")
    page.goto(death, wait_until="networkidle")
    page.pdf(path=tmp_path / "dispute.pdf", format="A4")
    draw = ["/usr/bin/pdftoppm", "-png", "-r", "96", "-f", "1", "-singlefile"]
    places = [str(tmp_path / "dispute.pdf"), str(PICTURES / "dispute-print")]
    subprocess.run([*draw, *places], check=True)  # noqa: S603 (on our own page)


@pytest.mark.parametrize("shape", SHAPES)
def test_take_a_preview(open_page: OpenPage, sign_in: SignIn, shape: str) -> None:
    page = open_page(**SHAPES[shape])
    sign_in(page, "demo-manager")
    page.get_by_role("link", name="Belarus 2020").first.click()
    page.get_by_role("link", name="Import articles").click()
    others = {
        "courier-0600.txt": "The harbour stays closed, the port said on Tuesday. Boats wait.",
        "meridian-1810.txt": "Divers found a car at 17:30, police said. Its driver had got out.",
        "ufer-1900.txt": "Der Minister sagte, die Brücke sei sicher. Der Rat bestreitet das.",
        "harbour.txt": "The re-\npair list is “not com-\nplete”, an engineer told the council.",
    }
    page.get_by_label("Files").set_input_files(
        [
            payload("courier-1945.html", bridge.PAGE.encode()),
            *(payload(name, words.encode()) for name, words in others.items()),
            payload("courier-0600-again.txt", others["courier-0600.txt"].encode()),
        ]
    )
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("link", name="See and mend number 1").click()
    page.get_by_text("What will be stored").wait_for()
    if shape != "360":
        page.set_viewport_size({"width": 1366, "height": 900})
    page.screenshot(path=PICTURES / f"preview-{shape}.png")
