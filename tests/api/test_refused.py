"""What programs are refused: in JSON, in words, and without a trace of what is not theirs."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from tests.api.asking import Program, program_of
from tests.architecture.test_access import all_rows
from tests.making import make_member, make_project
from tests.people import SignIn
from webapp.database import Database
from webapp.models import AccessToken, Membership, User
from webapp.models.base import utc_now
from webapp.rules.access_tokens import COUNTED_AT_ONCE
from webapp.vocabulary import TokenScope
from webapp.web.permissions import Permission, requires

KIND = "application/problem+json"
ODD = {
    "limit": ("0", "501", "-1", "x", "9" * 5000, "1.5", "", "%00", "٣٣٣٣"),
    "after": ("x", "null", "WyJ4Il0.abc", "%0d%0aX-Odd: 1", "é", "a" * 501, "../.."),
    "article_id": ("1", "x" * 17, "'; drop table claim; --", "BCDFGHJKMNPQRSTV"),
    "replaced": ("yes", "TRUE", "1", ""),
    "sort": ("name",),
}
SCOPES = {
    "/articles": TokenScope.ARTICLES,
    "/articles/x": TokenScope.ARTICLES,
    "/articles/x/text": TokenScope.TEXTS,
    "/claims": TokenScope.CLAIMS,
    "/claims/x": TokenScope.CLAIMS,
    "/sources": TokenScope.SOURCES,
    "/sources/x": TokenScope.SOURCES,
    "/disputes": TokenScope.DISPUTES,
    "/disputes/x": TokenScope.DISPUTES,
    "/accounts": TokenScope.DISPUTES,
    "/accounts/x": TokenScope.DISPUTES,
    "/dispute-claims": TokenScope.DISPUTES,
    "/dispute-claims/x": TokenScope.DISPUTES,
}


def problem(answer: Any, status: int) -> dict[str, Any]:
    """What an answer says is wrong; it is one that programs read, and sets nothing."""
    assert (answer.status_code, answer.mimetype) == (status, KIND), answer.text
    assert "<" not in answer.text
    assert "Set-Cookie" not in answer.headers
    found: dict[str, Any] = answer.json
    assert found["status"] == status
    assert found["detail"].endswith((".", "”"))
    return found


@pytest.mark.parametrize("name", ODD)
def test_an_odd_question_is_answered_by_the_name_of_its_parameter(
    monas: Program, name: str
) -> None:
    for value in ODD[name]:
        # when
        answer = monas.answer(f"/claims?{name}={value if '%' in value else quote(value)}")

        # then
        if value == "%00":
            problem(answer, 400)
        else:
            found = problem(answer, 400)
            assert f"“{name}”" in found["detail"]
            assert [one["parameter"] for one in found["parameters"]] == [name]


def test_what_is_wrong_with_every_parameter_is_said_at_once(monas: Program) -> None:
    # when
    found = problem(monas.answer("/claims?limit=x&replaced=y&limit=2&sort=z"), 400)

    # then
    assert {one["parameter"] for one in found["parameters"]} == {"limit", "replaced", "sort"}
    assert "There is no parameter “sort” here, only limit, after, article_id" in found["detail"]
    assert "“limit” stands there 2 times" in found["detail"]


def test_a_place_of_another_list_is_no_place_in_this_one(monas: Program) -> None:
    # given
    place = monas.read("/claims?limit=1")["next"].partition("after=")[2]

    # when / then
    assert monas.answer(f"/claims?after={place}").status_code == 200
    for path in ("/articles", "/sources"):
        assert "“after”" in problem(monas.answer(f"{path}?after={place}"), 400)["detail"]


@pytest.mark.parametrize("path", SCOPES)
def test_a_scope_that_is_not_there_is_named(
    app: Flask, database: Database, project: str, path: str
) -> None:
    # given
    others = [scope.value for scope in TokenScope if scope is not SCOPES[path]]
    without = program_of(app, database, "mona", project, scopes=others)
    alone = program_of(app, database, "mona", project, scopes=[SCOPES[path].value])

    # when
    refused, answered = without.answer(path), alone.answer(path)

    # then
    assert f"“{SCOPES[path].value}”" in problem(refused, 403)["detail"]
    assert answered.status_code == (404 if path.count("x") > path.count("text") else 200)


@pytest.mark.parametrize(
    "changes",
    [
        {"revoked_at": utc_now()},
        {"last_on": utc_now().date() - timedelta(days=1)},
        {"last_on": utc_now().date() + timedelta(days=400)},
    ],
    ids=["revoked", "over", "longer than any"],
)
def test_a_token_that_has_ended_opens_nothing(
    app: Flask, database: Database, project: str, changes: dict[str, Any]
) -> None:
    # given
    program = program_of(app, database, "mona", project, **changes)

    # when
    answer = program.answer("/claims")

    # then
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert problem(answer, 401) == problem(replace(program, token="no").answer("/claims"), 401)


@pytest.mark.parametrize("ends", ["ended_at", "deactivated_at"])
def test_the_token_of_somebody_who_has_left_opens_nothing(
    monas: Program, database: Database, ends: str
) -> None:
    # given
    with database.transaction() as session:
        member = session.scalars(
            select(Membership).where(Membership.user.has(username="mona"))
        ).one()
        setattr(member if ends == "ended_at" else member.user, ends, utc_now())

    # when / then
    problem(monas.answer("/claims"), 401)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic bW9uYTp4",
        "Bearer é\u2028",
        "Bearer a b",
        "bearer\tx",
        "x" * 6000,
    ],
)
def test_what_is_no_token_opens_nothing(monas: Program, header: str) -> None:
    # when
    answer = replace(monas, headers={"Authorization": header}).answer("/claims")

    # then
    problem(answer, 401)


def test_a_token_opens_no_other_project_and_does_not_say_that_there_is_one(
    monas: Program, database: Database
) -> None:
    # given
    with database.transaction() as session:
        other = make_project(session)
        mona = session.scalars(select(User).where(User.username == "mona")).one()
        make_member(session, other, user=mona)
        there = other.public_id
    paths = [f"/api/v1/projects/{{}}{path}" for path in ("", *SCOPES)]

    # when
    found = [problem(monas.answer(path.format(there)), 404) for path in paths]
    nowhere = [problem(monas.answer(path.format("bcdfghjkmnpqrstv")), 404) for path in paths]

    # then
    assert found == nowhere


def test_cookies_open_nothing_and_tokens_open_no_page(
    monas: Program, sign_in: SignIn, project: str
) -> None:
    # given
    browser = sign_in("mona")

    # when
    by_cookie = browser.get(f"{monas.base}/claims")
    page = monas.app.test_client().get(
        f"/projects/{monas.project_id}/", headers={"Authorization": f"Bearer {monas.token}"}
    )

    # then
    problem(by_cookie, 401)
    assert (page.status_code, page.location.partition("?")[0]) == (303, "/sign-in")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_but_get_is_answered(monas: Program, method: str) -> None:
    # when
    answer = monas.answer("/claims", method)

    # then
    assert "GET" in problem(answer, 405)["detail"]
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_no_other_site_is_let_in(monas: Program) -> None:
    # when
    asked = monas.answer("/claims", Origin="https://elsewhere.example")
    before = monas.answer(
        "/claims",
        "OPTIONS",
        Origin="https://elsewhere.example",
        **{"Access-Control-Request-Method": "GET"},
    )
    sent = monas.answer("/claims", "POST", Origin="https://elsewhere.example")

    # then
    for answer in (asked, before, sent):
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
    problem(sent, 403)


def test_head_says_what_get_says_without_the_rows(monas: Program) -> None:
    # when
    head, get = monas.answer("/claims", "HEAD"), monas.answer("/claims")

    # then
    assert (head.status_code, head.text) == (200, "")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1", "/api/v2/projects", "/api/v1//projects", "/api/v1/%00"]
)
def test_no_address_of_programs_answers_with_a_page(monas: Program, path: str) -> None:
    # when
    answer = monas.answer(path)

    # then
    problem(answer, 404)


def test_a_question_that_is_too_long_or_no_utf8_is_refused_in_words(monas: Program) -> None:
    problem(monas.answer(f"/claims?after={'a' * 20_000}"), 414)
    problem(monas.answer("/claims?after=%ff"), 400)


def test_what_breaks_is_told_in_json_without_what_broke(
    monas: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    @requires(Permission.READ)
    def break_off(project_id: str) -> str:
        raise RuntimeError(f"secret words of {project_id}")

    monkeypatch.setitem(monas.app.view_functions, "api.claims", break_off)

    # when
    found = problem(monas.answer("/claims"), 500)

    # then
    assert "secret" not in str(found)
    assert "Tell the operator the number" in found["detail"]


def test_reading_writes_nothing_but_the_count_of_requests(
    monas: Program, database: Database
) -> None:
    # given
    before = all_rows(database)

    # when
    for path in ("", *SCOPES):
        monas.answer(path)

    # then
    assert all_rows(database) == before
    with database.reading() as session:
        token = session.scalars(select(AccessToken)).one()
    assert token.request_count == 2 * COUNTED_AT_ONCE


def test_no_answer_is_kept_by_anything_between(monas: Program) -> None:
    # when
    answer = monas.answer("/claims")

    # then
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Authorization" in answer.headers["Vary"]
    assert "Set-Cookie" not in answer.headers
