"""What a web page says of its article: language, length, standfirst, and where its facts stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from lxml import html
from lxml.etree import ParserError

from webapp.articles.files.drafts import Facts
from webapp.attribution.text.page_top import comparable, comparable_titles

_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?title|sub-?head(?:line)?|dek|strap-?line"
    r"|article-?(?:summary|intro|lead))(?:$|[\s_-])",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")
_LETTERS = re.compile(r"[\W_]+")
SHORTEST, LONGEST = 30, 600
"""Code points of a standfirst."""
_BLOCKS = frozenset({"p", "div", "section", "article", "ul", "ol", "h1", "h2", "h3", "h4"})
_MOST_NODES = 20_000


@dataclass(frozen=True)
class Stated:
    """The text that was found in a page, with its standfirst, beside what the page says."""

    text: str
    language: str
    word_count: int
    """How many words the article has by the page's own words; 0 where it does not say."""
    tree: html.HtmlElement | None

    def origins_of(self, facts: Facts) -> dict[str, str]:
        """Where on the page the facts stand, in words."""
        page = _Page(self.tree)
        day = facts.published_on.isoformat() if facts.published_on else ""
        found = {
            "title": "" if facts.is_title_ours else page.place_of_title(facts.title),
            "outlet": page.place_of(facts.outlet, "publisher", "og:site_name"),
            "published_on": page.place_of_day(day),
            "url": "From the page" if facts.url else "",
        }
        return {name: words for name, words in found.items() if words}


def stated_by(page: str, *, text: str, title: str) -> Stated:
    """What the page says of itself; the text gets its standfirst, where it lacks it."""
    try:
        tree = html.document_fromstring(page)
    except (ParserError, ValueError):
        return Stated(text, "", 0, None)
    read = _Page(tree)
    standfirst = read.standfirst_for(text)
    if standfirst:
        first, gap, rest = text.partition("\n")
        is_headline = comparable(first) in comparable_titles(title)
        text = f"{first}\n{standfirst}{gap}{rest}" if is_headline else f"{standfirst}\n{text}"
    return Stated(text, read.language, read.body_words(text), tree)


@dataclass(frozen=True)
class _Page:
    """The parsed page, asked for what it says in its head, in JSON-LD and in its body."""

    tree: html.HtmlElement | None

    @cached_property
    def language(self) -> str:
        """As JSON-LD says, else the page's own mark; empty where neither is a code."""
        marked = self.tree.get("lang") or "" if self.tree is not None else ""
        for said in (*self._said("inLanguage"), marked):
            code = _LANGUAGE.fullmatch(said.strip())
            if code:
                return code[1].lower()
        return ""

    def body_words(self, text: str) -> int:
        """The length of the `articleBody` that holds a line of the text."""
        lines = [_plain(line) for line in text.split("\n") if len(line.split()) > 7]
        bodies = [body for body in self._said("articleBody") if _holds(_plain(body), lines)]
        return max((len(body.split()) for body in bodies), default=0)

    def standfirst_for(self, text: str) -> str:
        """The words under the headline that the text lacks; only words that the body shows."""
        taken = _plain(text)
        first = _plain(next((line for line in text.split("\n") if len(line.split()) > 7), ""))
        described = {_plain(words.rstrip("…. ")) for words in self._descriptions() if words}
        for element in self._elements("h2", "h3", "h4", "p", "div", "span"):
            if any(child.tag in _BLOCKS for child in element):
                continue
            words = _beginning(element)
            plain = _plain(words)
            if first and plain.startswith(first[:SHORTEST]):
                return ""
            is_one = SHORTEST <= len(words) <= LONGEST
            is_described = any(one and plain.startswith(one) for one in described)
            is_marked = bool(_STANDFIRST.search(element.get("class") or ""))
            if is_one and (is_described or is_marked) and plain not in taken:
                return words
        return ""

    def place_of_title(self, title: str) -> str:
        """Where the title stands, and what was left away behind it."""
        for name, words in self._titles():
            if words == title:
                return f"From {name}"
            if words.startswith(title):
                return f"From {name}, without “{words[len(title) :]}”"
        return ""

    def place_of(self, words: str, key: str, name: str) -> str:
        """Where the words stand: in a mark of the head, or under a key of JSON-LD."""
        if not words:
            return ""
        if words in self._marks(name):
            return f"From {name}"
        return f"From {key} in JSON-LD" if words in self._said(key) else "From the page"

    def place_of_day(self, day: str) -> str:
        """Where the day stands."""
        with suppress(ValueError):
            wanted = date.fromisoformat(day).isoformat()
            if any(said.startswith(wanted) for said in self._said("datePublished")):
                return "From datePublished in JSON-LD"
            if any(said.startswith(wanted) for said in self._marks("article:published_time")):
                return "From article:published_time"
            return "From the page"
        return ""

    def _titles(self) -> Iterator[tuple[str, str]]:
        yield from (("og:title", words) for words in self._marks("og:title"))
        yield from (("headline in JSON-LD", words) for words in self._said("headline"))
        for name in ("h1", "title"):
            for element in self._elements(name):
                yield f"<{name}>", " ".join(element.text_content().split())

    def _descriptions(self) -> list[str]:
        names = ("og:description", "description", "twitter:description")
        return [words for name in names for words in self._marks(name)]

    def _marks(self, name: str) -> list[str]:
        """What the page's `meta` elements of this name say."""
        if self.tree is None:
            return []
        found = self.tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
        return [" ".join(words.split()) for words in found]

    def _elements(self, *names: str) -> Iterator[html.HtmlElement]:
        if self.tree is not None:
            yield from self.tree.iter(*names)

    def _said(self, key: str) -> list[str]:
        """What stands under a key of the page's JSON-LD; the name of what is an object."""
        found = [thing[key] for thing in self._things if key in thing]
        named = [value.get("name") if isinstance(value, dict) else value for value in found]
        return [value for value in named if isinstance(value, str)]

    @cached_property
    def _things(self) -> list[dict[str, Any]]:
        """Every object of the page's JSON-LD, outer ones first."""
        waiting: list[Any] = []
        for script in self._elements("script"):
            if script.get("type") == "application/ld+json":
                with suppress(ValueError, RecursionError):
                    waiting.append(json.loads(script.text or ""))
        things: list[dict[str, Any]] = []
        while waiting and len(things) < _MOST_NODES:
            value = waiting.pop(0)
            if isinstance(value, dict):
                things.append(value)
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value[:_MOST_NODES]
        return things


def _beginning(element: html.HtmlElement) -> str:
    """The element's words, with single blanks; more of them than a standfirst has are enough."""
    found: list[str] = []
    length = 0
    for piece in element.itertext():
        found.append(piece[: 2 * LONGEST])
        length += len(piece)
        if length > 2 * LONGEST:
            break
    return " ".join("".join(found).split())


def _plain(words: str) -> str:
    """Letters and digits alone, capitals apart, of words of any length."""
    return _LETTERS.sub(" ", words).strip().casefold()


def _holds(body: str, lines: list[str]) -> bool:
    return any(line in body for line in lines)
