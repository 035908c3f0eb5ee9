"""Every answer carries the security headers, and says only what it should."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.web.headers import HEADERS


@pytest.mark.parametrize("path", ["/sign-in", "/", "/nothing", "/static/css/base.css"])
def test_every_answer_carries_the_headers(app: Flask, path: str) -> None:
    # when
    answer = app.test_client().get(path)

    # then
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    answer.close()


@pytest.mark.parametrize(
    "target",
    ["//evil.com", "////evil.com", "/\t/evil.com", "https://evil.com", "/\\evil.com", "/no-page"],
    ids=repr,
)
def test_sign_in_never_sends_people_off_the_site(
    app: Flask, sign_in: Callable[[str], FlaskClient], target: str
) -> None:
    # given
    password = "three quiet herons"
    sign_in("anna").post("/account/password", data={"password": password, "repeated": password})

    # when
    answer = app.test_client().post(
        "/sign-in",
        query_string={"next": target},
        data={"username": "anna", "password": password},
    )

    # then
    assert answer.headers["Location"] == "/"


def test_a_form_without_its_token_is_refused(app: Flask) -> None:
    # given
    app.config["WTF_CSRF_ENABLED"] = True

    # when
    answer = app.test_client().post("/sign-in", data={"username": "a", "password": "b"})

    # then
    assert answer.status_code == 400
    assert "Load it again" in answer.text


def test_a_foreign_host_name_is_refused(app: Flask) -> None:
    assert app.test_client().get("/sign-in", headers={"Host": "evil.com"}).status_code == 400
