"""Answers are compressed for people at our pages, and for nobody who makes a browser ask."""

import gzip

import pytest
from flask import Flask

HERE = {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_page_asked_for_from_here_is_compressed(app: Flask, site: str) -> None:
    # given
    browser = app.test_client()
    plain = browser.get("/sign-in")

    # when
    answer = browser.get("/sign-in", headers={**HERE, "Sec-Fetch-Site": site})

    # then
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers.getlist("Vary")
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(plain.data)
    assert gzip.decompress(answer.data).startswith(b"<!doctype html>")


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"},
        {"Accept-Encoding": "gzip", "Sec-Fetch-Site": "same-site"},
        {"Accept-Encoding": "gzip"},
        {"Accept-Encoding": "br, gzip;q=0", "Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_no_page_is_compressed_that_another_site_may_have_asked_for(
    app: Flask, headers: dict[str, str]
) -> None:
    # when
    answer = app.test_client().get("/sign-in", headers=headers)

    # then
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<!doctype html>")


def test_a_static_file_is_compressed_for_everybody_and_not_sent_twice(app: Flask) -> None:
    # given
    browser = app.test_client()

    # when
    answer = browser.get("/static/css/base.css", headers={"Accept-Encoding": "gzip"})
    mark = {"Accept-Encoding": "gzip", "If-None-Match": answer.headers["ETag"]}
    again = browser.get("/static/css/base.css", headers=mark)

    # then
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["ETag"].startswith("W/")
    assert b":focus-visible" in gzip.decompress(answer.data)
    assert (again.status_code, again.data) == (304, b"")


def test_what_leads_on_stays_as_it_is(app: Flask) -> None:
    # when
    answer = app.test_client().get("/", headers=HERE)

    # then
    assert answer.status_code == 303
    assert "Content-Encoding" not in answer.headers
