"""What other servers than our own are given."""

import re
from pathlib import Path

import pytest

from webapp.wsgi import application


def test_the_application_migrates_its_database_and_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path))

    # when
    app = application()

    # then
    assert app.test_client().get("/sign-in").status_code == 200
    app.extensions["database"].dispose()


def test_pages_under_a_sub_path_link_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setenv("COUNTERCLAIM_DATA", str(tmp_path))
    monkeypatch.setenv("COUNTERCLAIM_PUBLIC_URL", "https://desk.example/claims/")
    monkeypatch.setenv("COUNTERCLAIM_TRUSTED_PROXIES", "1")
    app = application()
    behind = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}

    # when
    answer = app.test_client().get("/claims/", base_url="http://desk.example", headers=behind)
    page = app.test_client().get("/claims/sign-in", base_url="http://desk.example", headers=behind)

    # then
    assert answer.headers["Location"].startswith("/claims/sign-in")
    assert re.search(r'href="/claims/static/[0-9a-f]{12}/css/base\.css"', page.text)
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert page.headers["Set-Cookie"].startswith("__Host-counterclaim=")
    app.extensions["database"].dispose()
