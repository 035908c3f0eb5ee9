"""What the W3C's checker has minded of pages, as rules that every answer of a test is held to."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import Any

from flask.testing import FlaskClient
from lxml.etree import XPath
from lxml.html import HtmlElement, document_fromstring
from werkzeug.test import TestResponse

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
ONE_LINE = "not(@type) or @type = 'text' or @type = 'search' or @type = 'password'"
SPOKEN_OF = "@aria-describedby or @aria-labelledby or @aria-label or @aria-invalid or @required"
FAULTS = {
    "a moment has three digits of a second at most": r"//*[re:test(@datetime, '\.\d{4}')]",
    "the first option of a needed choice is empty": (
        "//select[@required and not(@multiple) and not(*[1][self::option and @value = ''])]"
    ),
    "what is hidden is neither labelled nor described": (
        f"//input[@type = 'hidden'][{SPOKEN_OF} or ancestor::label]"
    ),
    "a form names an address or none at all": "//form[@action = '']",
    "a link leads somewhere": "//a[not(@href)][@rel or @download or @target]",
    "one line holds no line end": rf"//input[{ONE_LINE}][re:test(@value, '[\r\n]')]",
    "a number is one": r"//input[@type = 'number'][re:test(@value, '^(?!-?\d+$).')]",
    "a day is one": r"//input[@type = 'date'][re:test(@value, '^(?!\d{4}-\d\d-\d\d$).')]",
    "an address to type is any words": "//input[@type = 'url']",
}
_RULES = {
    rule: XPath(fault, namespaces={"re": "http://exslt.org/regular-expressions"})
    for rule, fault in FAULTS.items()
}
_IDS = XPath("//@id")
_CONTROLS = XPath(
    "//*[self::button or self::input[not(@type = 'hidden')] or self::meter "
    "or self::output or self::progress or self::select or self::textarea]/@id"
)
_LABELLED = XPath("//label/@for")
_NAMED = XPath("//@aria-labelledby | //@aria-describedby | //@list | //@form | //@popovertarget")


def faults(page: str) -> list[str]:
    """What of a page, or of a part of one, is no valid HTML."""
    if not page.strip():
        return []
    if found := CONTROL.search(page):
        return [f"a page holds no control character: {found[0]!r}"]
    tree = document_fromstring(page)
    return [
        *_broken_rules(tree),
        *_broken_names(tree, is_whole=page.lstrip()[:9].lower() == "<!doctype"),
    ]


def _broken_rules(tree: HtmlElement) -> Iterator[str]:
    for rule, fault in _RULES.items():
        for element in fault(tree):
            yield f"{rule}: <{element.tag} {dict(element.attrib)}>"


def _broken_names(tree: HtmlElement, *, is_whole: bool) -> Iterator[str]:
    """Ids that stand twice; in a whole page, also those that something names and nothing has."""
    ids = _IDS(tree)
    known = set(ids)
    if len(known) < len(ids):
        yield f"an id stands once: {sorted(one for one in known if ids.count(one) > 1)}"
    if is_whole:
        named = {name for names in _NAMED(tree) for name in names.split()}
        labelled = set(_LABELLED(tree)) - set(_CONTROLS(tree))
        yield from (f"what is named is there: {name}" for name in sorted(named - known))
        yield from (f"a label is that of a control: {name}" for name in sorted(labelled))


class CarefulClient(FlaskClient):
    """A browser that shows no broken page: its test fails instead."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """The answer, whose HTML is valid."""
        answer = super().open(*args, **kwargs)
        if answer.mimetype == "text/html" and (found := faults(words_of(answer))):
            raise AssertionError(f"{answer.request.path} is broken: {found}")
        return answer


def words_of(answer: TestResponse) -> str:
    """The page, however it was sent."""
    is_compressed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.data).decode() if is_compressed else answer.text
