"""A team of three annotators who answer twenty claims, each in a browser of their own."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import document_fromstring
from playwright.sync_api import Page, expect

from tests.browser.live import Live
from tests.browser.tagging import note_of, tab_to
from tests.making import make_article, make_claims, make_member, make_project, make_user
from webapp.vocabulary import Role, SettledBy

ANNOTATORS = ("anna", "boris", "clara")
ADJUDICATOR = "judy"
CLAIM_COUNT, IN_THE_BROWSER = 20, 5
ALL_DIFFER = (6, 13, 20)
ONE_DIFFERS = (3, 8, 11, 15, 18)
STANCES = ("support", "deny", "query", "comment")
"""In the order of their keys."""
TELLING_NOTE = "canary: nobody else may read this"
TELLING_SOURCE = "Keeper of the northern gate"
"""What Anna says of the first claim on which all differ, and of no other."""


@dataclass(frozen=True)
class Said:
    """One person's answer to one claim."""

    stance: str
    source: str = "Night watch"
    note: str = ""


def said_by(username: str, ordinal: int) -> Said:
    """Who says what of which claim: all the same of twelve, one otherwise of five, all of three."""
    person = ANNOTATORS.index(username)
    if ordinal in ALL_DIFFER:
        is_telling = ordinal == ALL_DIFFER[0] and person == 0
        own = STANCES[person]
        return Said(own, TELLING_SOURCE, TELLING_NOTE) if is_telling else Said(own)
    usual = ordinal % 4 == 0
    is_odd = ordinal in ONE_DIFFERS and ONE_DIFFERS.index(ordinal) % len(ANNOTATORS) == person
    return Said(STANCES[usual ^ is_odd])


@dataclass(frozen=True)
class Team:
    """The paths of a project and of the claim of which Anna says something telling."""

    path: str
    telling: str


def make_team(live: Live) -> Team:
    """A project that settles by unanimity, with its article, its people and no answer."""
    contents = [f"the lamp at gate {number:02} was out" for number in range(1, CLAIM_COUNT + 1)]
    text = "".join(f"On patrol they said {words}.\n\n" for words in contents)
    with live.database.transaction() as session:
        project = make_project(
            session, name="Minsk", annotators_per_claim=3, settled_by=SettledBy.UNANIMITY
        )
        roles = dict.fromkeys(ANNOTATORS, Role.ANNOTATOR) | {ADJUDICATOR: Role.ADJUDICATOR}
        for username, role in roles.items():
            user = make_user(session, username=username)
            make_member(session, project, user=user, role=role, pseudonym=f"member-{username}")
        claims = make_claims(session, make_article(session, project, text=text), contents)
        path, telling = f"/projects/{project.public_id}", claims[ALL_DIFFER[0] - 1]
        return Team(path, f"{path}/claims/{telling.public_id}")


def ordinal_on(page: Page) -> int:
    """The number of the claim that is open."""
    number = page.locator(".card.now .by a").first.text_content() or ""
    return int(number.removeprefix("Claim "))


def answer_by_keyboard(page: Page, said: Said, *, javascript: bool) -> None:
    """From the focus on a claim to the next one, by keys alone; without scripts, by the form's."""
    before = page.url
    if said.note:
        note_of(page).fill(said.note)
        page.get_by_label("Source", exact=True).focus()
    tab_to(page, "source")
    page.keyboard.press("Control+A")
    page.keyboard.type(said.source)
    tab_to(page, "source_type")
    page.keyboard.type("Wit")
    if javascript:
        _choose_by_single_keys(page, said.stance)
    else:
        _choose_by_arrows(page, said.stance)
    page.wait_for_url(lambda url: url != before)


def _choose_by_single_keys(page: Page, stance: str) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.locator("body").press(str(STANCES.index(stance) + 1))
    page.locator("body").press("w")
    page.keyboard.press("Control+Enter")


def _choose_by_arrows(page: Page, stance: str) -> None:
    tab_to(page, "stance")
    page.keyboard.press("Space")
    for _ in range(STANCES.index(stance)):
        page.keyboard.press("ArrowRight")
    tab_to(page, "dispute_status")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    tab_to(page, "submit_next")
    page.keyboard.press("Enter")


def answer_by_the_same_form(page: Page, address: str, username: str) -> str:
    """The form of a claim, sent as the browser sends it, with its cookies; the next address."""
    opened = page.request.get(address)
    tree = document_fromstring(opened.text())
    form = tree.get_element_by_id("tags")
    (number,) = tree.xpath("//*[contains(@class, 'card now')]//p[@class='by'][1]/a[1]")
    said = said_by(username, int(number.text_content().split()[1]))
    given = {
        **{name: value or "" for name, value in form.form_values()},
        "source": said.source,
        "source_type": "witness",
        "stance": said.stance,
        "dispute_status": "disputed",
        "note": said.note,
        "step": "submit_next",
    }
    answer = page.request.post(form.action or address, form=given, max_redirects=0)
    assert answer.status == 303, answer.text()
    return str(answer.headers["location"])


def answer_all(page: Page, team: Team, username: str, *, javascript: bool) -> None:
    """Every claim that the queue gives, the first ones by keyboard."""
    page.goto(f"{team.path}/review")
    page.get_by_role("button", name="Start").click()
    for _ in range(IN_THE_BROWSER):
        expect(page.locator(".card.now")).to_be_visible()
        said = said_by(username, ordinal_on(page))
        answer_by_keyboard(page, said, javascript=javascript)
    address = page.url
    while "/claims/" in address:
        address = answer_by_the_same_form(page, address, username)
