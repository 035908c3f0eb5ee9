"""A team from the queue to the table: three annotators, each blind, and an adjudicator.

Each of them has a browser of their own. Each annotator answers five claims in it, by single keys
where scripts run and by the keys of the form where not, and the rest by the same forms over HTTP
with that browser's cookies: that is quicker by far, and all the same to the server.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import krippendorff
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, SignIn
from tests.browser.live import Live
from tests.browser.tables import taken_away
from tests.browser.team import (
    ADJUDICATOR,
    ALL_DIFFER,
    ANNOTATORS,
    ONE_DIFFERS,
    TELLING_NOTE,
    TELLING_SOURCE,
    Team,
    answer_all,
    make_team,
)

LISTS = ("", "review", "claims/", "sources/", "history/", "disputes/", "articles/")
COMPARED = {"source", "stance"}
"""The fields that somebody answered otherwise than the others: only these have an alpha."""


@pytest.fixture
def team(live: Live) -> Team:
    return make_team(live)


@pytest.fixture
def windows(open_page: OpenPage, sign_in: SignIn, team: Team, javascript: bool) -> dict[str, Page]:
    """The browser of each of the four, signed in."""
    opened = {}
    for username in (*ANNOTATORS, ADJUDICATOR):
        opened[username] = open_page(java_script_enabled=javascript)
        sign_in(opened[username], username)
    return opened


def told_of_anna(page: Page, team: Team) -> list[str]:
    """The pages on which somebody reads what Anna alone has said of a claim."""
    paths = [*(f"{team.path}/{place}" for place in LISTS), team.telling]
    shown = {path: page.request.get(path).text() for path in paths}
    return [path for path in paths if TELLING_NOTE in shown[path] or TELLING_SOURCE in shown[path]]


def settle(page: Page, ordinal: int, reason: str, *, adopts: str = "", stance: str = "") -> None:
    """The claim that is open, by adopting an answer or by hand, and on to the next one."""
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Settle claim {ordinal}")
    if adopts:
        page.get_by_role("button", name=f"Adopt answer {adopts}").click()
        expect(page.get_by_text(f"Filled from {adopts}, not saved yet")).to_be_visible()
    else:
        page.locator(f"[name=stance][value={stance}]").check()
        page.get_by_label("Note").fill("They ask whether it was out; nobody says so.")
    page.get_by_label("Why they differed").select_option(reason)
    page.get_by_role("button", name="Settle and next").click()
    expect(page.get_by_text(f"Claim {ordinal}: settled.").first).to_be_visible()


def settle_the_worst(page: Page, team: Team) -> None:
    """What they differ on waits, worst first; two are settled by adopting, one by hand."""
    page.goto(f"{team.path}/adjudication")
    waiting = page.locator(".waiting .by a")
    expect(waiting).to_have_text([f"Claim {one}" for one in (*ALL_DIFFER, *ONE_DIFFERS)])
    waiting.first.click()
    settle(page, ALL_DIFFER[0], "ambiguous_text", adopts="A")
    settle(page, ALL_DIFFER[1], "annotator_error", adopts="B")
    settle(page, ALL_DIFFER[2], "guideline_gap", stance="query")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Settle claim {ONE_DIFFERS[0]}")


def alphas_by_another_program(answers: list[dict[str, str]]) -> dict[str, float]:
    """Of each compared field, from the rows of annotations.csv and nothing else."""
    units: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in answers:
        if row["state"] in ("submitted", "locked"):
            units[row["field"]][row["claim_id"]].append(row["value"])
    return {field: _alpha(list(units[field].values())) for field in COMPARED}


def _alpha(units: list[list[str]]) -> float:
    labels = sorted({value for given in units for value in given})
    counts = [[given.count(label) for label in labels] for given in units]
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


def figures_taken_away(page: Page) -> dict[str, float]:
    """The alphas of agreement.csv that are defined, by field."""
    with page.expect_download() as download:
        page.get_by_role("button", name="For data tools agreement.csv").click()
    with Path(download.value.path()).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["metric"] == "krippendorff_alpha"]
    return {row["field"]: float(row["value"]) for row in rows if row["value"]}


def test_twenty_claims_from_three_blind_annotators_to_settled_answers_and_alpha(
    windows: dict[str, Page], team: Team, javascript: bool
) -> None:
    # given
    anna, boris, clara, judy = windows.values()

    # when
    answer_all(anna, team, "anna", javascript=javascript)

    # then
    assert told_of_anna(boris, team) == []
    assert team.telling in told_of_anna(anna, team)

    # when
    answer_all(boris, team, "boris", javascript=javascript)
    answer_all(clara, team, "clara", javascript=javascript)

    # then
    assert [told_of_anna(page, team) for page in (boris, clara)] == [[], []]

    # when
    settle_the_worst(judy, team)

    # then
    boris.goto(team.telling)
    expect(boris.get_by_text("Settled by an adjudicator").first).to_be_visible()

    # when
    judy.get_by_role("link", name="Export", exact=True).click()
    claims, answers = taken_away(judy, "claims"), taken_away(judy, "annotations")

    # then
    assert {row["annotator_count"] for row in claims} == {"3"}
    assert Counter(row["final_by"] for row in claims) == {
        "unanimous": 12,
        "adjudicated": 3,
        "unresolved": 5,
    }

    # when
    judy.get_by_role("link", name="Agreement", exact=True).click()
    judy.get_by_role("button", name="Compute now").click()

    # then
    alphas = alphas_by_another_program(answers)
    for field, alpha in alphas.items():
        expect(judy.locator(f".alpha.{field} .figure")).to_have_text(f"α {alpha:.2f}")
    assert figures_taken_away(judy) == pytest.approx(alphas, abs=1e-9)
