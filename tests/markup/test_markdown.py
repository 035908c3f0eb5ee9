"""Markdown becomes HTML that can only be read."""

import re
from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

Printed = Callable[[str], str]
PRINTED = '{% from "components/markdown.html" import markdown %}{{ markdown(words | markdown) }}'


@pytest.fixture
def printed(app: Flask) -> Printed:
    """What a page makes of words."""

    def of(words: str) -> str:
        with app.test_request_context():
            return render_template_string(PRINTED, words=words)

    return of


def test_headings_stand_below_the_pages_and_skip_no_level(printed: Printed) -> None:
    # when
    html = printed("# One\n\n### Two\n\n###### Three\n\n# Four")

    # then
    assert re.findall(r"<h(\d)>(\w+)</h\1>", html) == [
        ("3", "One"),
        ("4", "Two"),
        ("5", "Three"),
        ("3", "Four"),
    ]


def test_plain_words_keep_their_lines(printed: Printed) -> None:
    assert printed("Read twice.\nNever guess.") == "<p>Read twice.<br>Never guess.</p>"


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=x>b</b>",
        "<!-- -->",
        "<style>*{}</style>",
    ],
)
def test_tags_are_shown_as_they_were_typed(printed: Printed, words: str) -> None:
    # when
    html = printed(words)

    # then
    assert re.findall(r"<(?!/?p>)", html) == []
    assert "&lt;" in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "/sign-out",
        "//elsewhere.org",
        "file:///etc/passwd",
    ],
)
def test_only_the_web_and_mail_are_linked(printed: Printed, address: str) -> None:
    assert "<a" not in printed(f"[a]({address}) and <{address}>\n\n[b]: {address}\n\n[b]")


def test_links_tell_nobody_where_they_were_followed(printed: Printed) -> None:
    # when
    html = printed("[a](https://example.org) <https://example.org> <me@example.org>")

    # then
    assert html.count("<a ") == html.count('rel="noopener noreferrer"') == 3


def test_pictures_are_not_loaded(printed: Printed) -> None:
    assert "<img" not in printed("![a](https://example.org/a.png) ![b][c]\n\n[c]: https://x.org/b")


def test_tables_have_no_style_of_their_own(printed: Printed) -> None:
    # when
    html = printed("| a | b |\n|---|--:|\n| 1 | 2 |")

    # then
    assert "style" not in html
    assert '<td class="number">2</td>' in html


def test_lists_code_and_quotations_are_printed(printed: Printed) -> None:
    # when
    html = printed("3. a\n4. b\n\n> say `x<1`\n\n```\n<i>\n```\n\n---")

    # then
    assert html == (
        '<ol start="3"><li>a</li><li>b</li></ol>'
        "<blockquote><p>say <code>x&lt;1</code></p></blockquote>"
        "<pre><code>&lt;i&gt;\n</code></pre><hr>"
    )


@pytest.mark.parametrize("words", ["[" * 5_000, ">" * 5_000, "- " * 5_000, "**a*" * 2_000])
def test_no_words_break_it(printed: Printed, words: str) -> None:
    assert printed(words)
