"""Whatever an address asks for and whatever a form sends: a page in words, never a breakdown."""

from urllib.parse import quote

import pytest
from flask import Flask

from tests.architecture.test_access import addresses, make_ids
from tests.databases import BOTH
from tests.making import make_access_token, make_project, make_user
from tests.people import SignIn, carry_token, join
from webapp.database import Database
from webapp.web.forms import ActionForm, QueryForm

URLENCODED = "application/x-www-form-urlencoded"
ODD = "'\"><script>{{7*7}}</script>;--\r\nX: y \u202eİe\u0301\ufeff\u2028👨‍👩‍👧 -٣ "
NO_UTF8 = "%FF%ED%A0%80"
NUMBERS = "9" * 30
TOKEN = "of-mona"
GOOD = {True: (200, 400), False: (200, 303)}
"""How programs and people are answered: a program is told what it has asked wrongly."""
QUESTIONS = {"numbers beyond any": NUMBERS, "words of every kind": quote(ODD)}
FORMS = {
    "nothing": "",
    "numbers beyond any": NUMBERS,
    "words of every kind": quote(ODD + "a" * 10_000),
    "no UTF-8": NO_UTF8,
}


def fields_of(base: type) -> list[str]:
    """Every field that any form of this kind reads."""
    kinds: list[type] = base.__subclasses__()
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return sorted(
        {
            name
            for kind in kinds
            for name in dir(kind)
            if type(getattr(kind, name)).__name__ == "UnboundField"
        }
    )


@pytest.fixture
def paths(app: Flask, database: Database, sign_in: SignIn) -> dict[str, list[str]]:
    """The path of every page and of every form, by method."""
    with database.transaction() as session:
        project = make_project(session)
        make_user(session, username="mona", is_admin=True)
        (mona,) = join(session, project, "mona")
        make_access_token(session, mona, TOKEN)
        ids = make_ids(session, project)
    found: dict[str, list[str]] = {"GET": [], "POST": []}
    for endpoint, method, path in addresses(app, ids):
        if endpoint not in ("static", "users.sign_out", "projects.end_membership"):
            found[method].append(path)
    return found


@pytest.mark.on(*BOTH)
@pytest.mark.parametrize("raw", QUESTIONS.values(), ids=QUESTIONS)
def test_no_question_breaks_a_page(paths: dict[str, list[str]], sign_in: SignIn, raw: str) -> None:
    # given
    browser = sign_in("mona")
    carry_token(browser, TOKEN)
    query = "&".join(f"{name}={raw}" for name in fields_of(QueryForm))

    # when
    answers = {path: browser.get(f"{path}?{query}").status_code for path in paths["GET"]}

    # then
    assert {
        path: status
        for path, status in answers.items()
        if status not in GOOD[path.startswith("/api/")]
    } == {}


def test_no_page_takes_broken_letters_for_words(
    paths: dict[str, list[str]], sign_in: SignIn
) -> None:
    # given
    browser = sign_in("mona")

    # when
    answers = {path: browser.get(f"{path}?a={NO_UTF8}").status_code for path in paths["GET"]}

    # then
    assert set(answers.values()) == {400}


@pytest.mark.on(*BOTH)
@pytest.mark.parametrize("raw", FORMS.values(), ids=FORMS)
def test_no_form_breaks_a_page(paths: dict[str, list[str]], sign_in: SignIn, raw: str) -> None:
    # given
    browser = sign_in("mona")
    body = "&".join(f"{name}={raw}" for name in fields_of(ActionForm) if raw)

    # when
    answers = {
        path: browser.post(path, data=body, content_type=URLENCODED).status_code
        for path in paths["POST"]
    }

    # then
    assert {path: status for path, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data"])
def test_a_body_of_another_kind_breaks_no_page(
    paths: dict[str, list[str]], sign_in: SignIn, kind: str
) -> None:
    # given
    browser = sign_in("mona")

    # when
    answers = {
        path: browser.post(path, data=b"--x\r\n[", content_type=kind).status_code
        for path in paths["POST"]
    }

    # then
    assert {path: status for path, status in answers.items() if status >= 500} == {}
