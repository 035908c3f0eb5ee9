"""Every answer carries the security headers, and says only what it should."""

import pytest
from flask import Flask

from webapp.web.headers import HEADERS


@pytest.mark.parametrize("path", ["/sign-in", "/", "/nothing", "/static/css/base.css"])
def test_every_answer_carries_the_headers(app: Flask, path: str) -> None:
    # when
    answer = app.test_client().get(path)

    # then
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    answer.close()


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
