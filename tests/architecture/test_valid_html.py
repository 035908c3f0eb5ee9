"""Every page is valid HTML: rules that answers of tests are held to, and how pages are parsed."""

import html5lib
import pytest
from flask import Flask

from tests.architecture.test_access import (
    World,
    addresses,
    asked_for,
    somebody_who_may,
    world,
)
from tests.valid_html import FAULTS, faults

__all__ = ["world"]
WHOLE = "<!doctype html><html lang=en><title>Page</title><body>{}"
BROKEN = {
    "a moment has three digits of a second at most": (
        '<time datetime="2020-08-16T10:00:00.123456+00:00">16 August</time>'
    ),
    "the first option of a needed choice is empty": (
        "<select required><optgroup label=A><option value=b>B</select>"
    ),
    "what is hidden is neither labelled nor described": (
        '<input type="hidden" name="version" aria-describedby="words"><p id="words">'
    ),
    "a form names an address or none at all": '<form method="post" action="">',
    "a link leads somewhere": '<a rel="next" hidden>Next</a>',
    "one line holds no line end": '<input value="one&#10;two">',
    "a number is one": '<input type="number" value="two">',
    "a day is one": '<input type="date" value="16/08/2020">',
    "an address to type is any words": '<input type="url" value="port.example">',
    "an id stands once": '<p id="words"></p><p id="words"></p>',
    "what is named is there": '<input aria-describedby="words">',
    "a label is that of a control": '<label for="of"></label><input type="hidden" id="of">',
    "a page holds no control character": "bell \x07",
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_fault_would_be_noticed(rule: str) -> None:
    # when
    found = faults(WHOLE.format(BROKEN[rule]))

    # then
    assert [fault.partition(": ")[0] for fault in found] == [rule]


def test_every_rule_has_a_fault() -> None:
    assert set(FAULTS) <= set(BROKEN)


def test_a_part_may_name_what_its_page_has() -> None:
    assert faults('<input aria-describedby="words">') == []


def test_every_page_is_parsed_without_a_fault(app: Flask, world: World) -> None:
    # given
    asked = {
        path: world.browsers[somebody_who_may(asked_for(endpoint, method))]
        for endpoint, method, path in addresses(app, world.ids)
        if method == "GET"
    }

    # when
    broken = {}
    for path, browser in asked.items():
        answer = browser.get(path)
        parser = html5lib.HTMLParser()
        parser.parse(answer.text if answer.mimetype == "text/html" else WHOLE)
        broken[path] = parser.errors

    # then
    assert len(broken) > 50
    assert {path: errors for path, errors in broken.items() if errors} == {}
