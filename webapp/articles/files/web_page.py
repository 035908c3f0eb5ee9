"""Articles from web pages: the text that stands between menus and advertisements.

Nothing is fetched: the page is parsed as it was saved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import trafilatura
from lxml.html import HtmlElement
from trafilatura import load_html
from trafilatura.settings import Document

from webapp.articles.files.character_sets import Encoding, checked, encoding_of
from webapp.articles.files.cite_lines import part_cite_lines
from webapp.articles.files.drafts import Draft, facts_from
from webapp.articles.files.outlets import is_no_name, name_from_address, title_without_outlet
from webapp.articles.files.page_statements import stated_by
from webapp.errors import Refusal, TooLarge
from webapp.folding import has_something_to_see
from webapp.limits import LONGEST_FACT, is_web_address

MAX_PAGE_BYTES = 4_000_000
MAX_ELEMENTS = 50_000
"""Taking a page apart costs more than its length: news pages have a few thousand elements."""
NOTE = "The text was taken from a web page: see that nothing is missing."
_BEFORE_PAGE = re.compile(r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*", re.DOTALL)
"""What browsers and editors write above a page that they save."""
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f]|&#0*(?:[0-8]|1[124-9]|2\d|3[01]);|&#x0*(?:[0-8bef]|1[0-9a-f]);",
    re.IGNORECASE,
)
"""Control characters, by themselves or by their number: no parser takes them."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""")
_HEAD = 4_096


class NoArticle(Refusal):
    """A page without a text."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}: no article was found in this page. Copy its text and paste it instead."
        )


def page_encoding(content: bytes) -> Encoding | None:
    """What the page is written in: by its mark, as UTF-8, as it declares, else a guess."""
    head = content[:_HEAD]
    found = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return encoding_of(content, declared=found[1].decode("ascii") if found else None)


def page_draft(text: str, *, name: str, file_sha256: str) -> Draft:
    """The article of a page, with the title, date, outlet and address that the page states."""
    if len(text.encode()) > MAX_PAGE_BYTES:
        raise TooLarge(f"{name}: one web page may have 4 MB.")
    page = _CONTROL.sub("", _BEFORE_PAGE.sub("", text, count=1))
    root = load_html(page)
    if root is None:
        raise NoArticle(name)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise TooLarge(f"{name}: this page has too many parts. Copy its article and paste that.")
    part_cite_lines(root)
    found = trafilatura.bare_extraction(
        root,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document) or not found.text:
        raise NoArticle(name)
    outlet = _outlet(found, root)
    title = title_without_outlet(_line(found.title), outlet=outlet, heading=_heading(root))
    stated = stated_by(page, text=found.text, title=title)
    article = checked(stated.text, name=name)
    said = facts_from(article)
    facts = replace(
        said,
        title=title or said.title,
        is_title_ours=not title,
        outlet=outlet or said.outlet,
        published_on=_date_or_none(found.date) or said.published_on,
        url=_web_address(found.url),
    )
    return Draft(
        text=article,
        facts=facts,
        file_sha256=file_sha256,
        note=NOTE,
        declared_language=stated.language,
        page_word_count=stated.word_count,
        origins=stated.origins_of(facts),
    )


def _outlet(found: Document, root: HtmlElement) -> str:
    """Who printed it, as the page says; where it gives an address alone, the name in that."""
    said, handle = _line(found.sitename), _line(_meta(root, "twitter:site"))
    if not is_no_name(said) and said.casefold() != handle.removeprefix("@").casefold():
        return said
    stated = (_meta(root, "og:site_name"), _publisher(root), _meta(root, "application-name"))
    named = next((one for one in map(_line, stated) if one and not is_no_name(one)), "")
    return named or name_from_address(handle or said) or name_from_address(found.url or "")


def _meta(root: HtmlElement, name: str) -> str:
    for element in root.iter("meta"):
        if name in (element.get("property"), element.get("name")):
            return element.get("content") or ""
    return ""


def _publisher(root: HtmlElement) -> str:
    """The publisher that the page states for search engines (JSON-LD)."""
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            for stated in _objects(script.text or ""):
                publisher = stated.get("publisher")
                if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                    return str(publisher["name"])
    return ""


def _objects(words: str) -> Iterator[dict[str, Any]]:
    """The objects that stand side by side in a script of data."""
    try:
        found = json.loads(words)
    except (ValueError, RecursionError):
        return
    graph = found.get("@graph", found) if isinstance(found, dict) else found
    stated = graph if isinstance(graph, list) else [graph]
    yield from (one for one in stated if isinstance(one, dict))


def _heading(root: HtmlElement) -> str:
    headings = [_line(element.text_content()) for element in root.iter("h1")]
    return headings[0] if len(headings) == 1 else ""


def _line(words: str | None) -> str:
    """The words in one line; none where there is nothing to see."""
    line = " ".join((words or "").split())[:LONGEST_FACT]
    return line if has_something_to_see(line) else ""


def _date_or_none(words: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(words or "")
    return None


def _web_address(words: str | None) -> str:
    return words if words and is_web_address(words) and len(words) <= LONGEST_FACT else ""
