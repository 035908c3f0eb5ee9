"""Templates print; nothing in them runs, escapes the escaping or asks another host."""

import re
from pathlib import Path

import pytest

WEBAPP = Path(__file__).parents[2] / "webapp"
FORBIDDEN = {
    "the escaping is switched off": r"\|\s*safe\b|autoescape\s+false|Markup\(",
    "style in markup": r"\sstyle\s*=|<style\b",
    "a script in markup": r"<script(?![^>]*\ssrc=)|<script[^>]*>[^<]",
    "a handler in markup": r"<[^>]+\son[a-z]+\s*=",
    "a script address": r"javascript:",
    "another host": r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//",
}
PAGES = sorted(str(path.relative_to(WEBAPP)) for path in (WEBAPP / "templates").rglob("*.html"))
WIDEST = 120
"""Characters of a line."""
ASSETS = sorted(
    str(path.relative_to(WEBAPP))
    for path in (WEBAPP / "static").rglob("*")
    if path.suffix in (".css", ".js")
)


@pytest.mark.parametrize("page", PAGES)
def test_a_template_only_prints(page: str) -> None:
    # given
    words = (WEBAPP / page).read_text("utf-8")

    # then
    assert [name for name, pattern in FORBIDDEN.items() if re.search(pattern, words)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_template_is_read_without_scrolling_sideways(page: str) -> None:
    # given
    lines = (WEBAPP / page).read_text("utf-8").splitlines()

    # then
    assert [line for line in lines if len(line) > WIDEST] == []


@pytest.mark.parametrize("asset", ASSETS)
def test_an_asset_asks_no_other_host_and_writes_no_markup(asset: str) -> None:
    # given
    words = (WEBAPP / asset).read_text("utf-8")

    # then
    assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", words)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", words)


def test_python_code_never_marks_words_as_markup() -> None:
    assert not [
        path.relative_to(WEBAPP)
        for path in WEBAPP.rglob("*.py")
        if re.search(r"\bMarkup\(|markupsafe|\|\s*safe\b", path.read_text("utf-8"))
    ]


@pytest.mark.parametrize(
    "fault",
    [
        "{{ note|safe }}",
        "{{ note | safe }}",
        '<p style="color: red">',
        "<script>alert(1)</script>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<img src="//elsewhere.example/x.png">',
    ],
)
def test_each_fault_would_be_noticed(fault: str) -> None:
    assert [name for name, pattern in FORBIDDEN.items() if re.search(pattern, fault)]
