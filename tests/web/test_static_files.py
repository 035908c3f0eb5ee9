"""Static files are kept for a year, under an address that changes with any of them."""

import re
from pathlib import Path

import pytest
from flask import Flask

from webapp.web.static_files import build_of

FOREVER = "public, max-age=31536000, immutable"


def prefix_of(app: Flask) -> str:
    """Where the page for signing in finds its files."""
    page = app.test_client().get("/sign-in").text
    found = re.search(r'href="(/static/[0-9a-f]{12}/)css/base\.css"', page)
    assert found
    return found[1]


def test_every_link_of_a_page_names_the_build(app: Flask) -> None:
    # when
    page = app.test_client().get("/sign-in").text

    # then
    links = re.findall(r'"(/static/[^"]+)"', page)
    assert len(links) > 3
    assert all(link.startswith(prefix_of(app)) for link in links)


@pytest.mark.parametrize("file", ["css/base.css", "js/main.js", "js/parts/pages.js", "icon.svg"])
def test_what_the_build_names_is_kept_for_a_year(app: Flask, file: str) -> None:
    # when
    answer = app.test_client().get(prefix_of(app) + file)

    # then
    assert answer.status_code == 200
    kept = set(answer.headers["Cache-Control"].split(", "))
    assert kept == set(FOREVER.split(", "))
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
    answer.close()


@pytest.mark.parametrize("prefix", ["/static/", "/static/0123456789ab/"])
def test_a_page_of_an_earlier_build_finds_its_files_as_they_are_now(
    app: Flask, prefix: str
) -> None:
    # when
    answer = app.test_client().get(f"{prefix}js/parts/pages.js")

    # then
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["ETag"]
    answer.close()


@pytest.mark.parametrize("file", ["", "css/", "css/none.css", "../app.py", "%2e%2e/app.py"])
def test_there_is_nothing_else_there(app: Flask, file: str) -> None:
    assert app.test_client().get(prefix_of(app) + file).status_code == 404
    assert app.test_client().get(f"/static/{file}").status_code == 404


def test_imports_of_modules_are_relative_so_that_they_stay_in_their_build() -> None:
    # given
    scripts = Path("webapp/static/js").rglob("*.js")

    # when
    imported = [
        address
        for script in scripts
        for address in re.findall(r"(?:from|import\()\s*[\"`]([^\"`]+)[\"`]", script.read_text())
    ]

    # then
    assert len(imported) > 10
    assert all(address.startswith(("./", "../")) for address in imported)


def test_any_change_of_any_file_makes_another_build(tmp_path: Path) -> None:
    # given
    (tmp_path / "css").mkdir()
    file = tmp_path / "css" / "a.css"
    file.write_text("a {}")
    before = build_of(tmp_path)

    # when
    file.write_text("a{}")
    changed = build_of(tmp_path)
    file.rename(tmp_path / "css" / "b.css")
    renamed = build_of(tmp_path)

    # then
    assert len({before, changed, renamed}) == 3
