"""Articles as they would be stored: a text, and what is known about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from webapp.attribution.furniture import Strike, proposed, seed_header, sign_off
from webapp.attribution.sentences import sentences
from webapp.folding import legible

LONGEST_TITLE = 90
SEARCHED_FOR_TITLE = 20_000
_NEXT_ARTICLE = re.compile(r"(?:(?<=\n) ?| )date \d{4}-\d\d-\d\d(?=[ \n])", re.ASCII)
_HEADER_LENGTH = 20


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known about an article; a person may correct all of it."""

    title: str
    is_title_ours: bool = False
    outlet: str = ""
    published_on: date | None = None
    url: str = ""
    language: str = ""
    """A code such as `en`; empty where nobody has said it yet."""
    is_sensitive: bool = False


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One article that a file holds."""

    text: str
    facts: Facts
    file_sha256: str
    part: str = ""
    """Which row or article of the file it is; empty where the file is one article."""
    note: str = ""
    """What a person should know of how it was read."""
    furniture: tuple[Strike, ...] | None = None
    """What is no prose, as a person decided; None where it is what looks like it."""
    original_sha256: str = ""
    """Of the text before broken words were joined; empty where it is as it came."""
    declared_language: str = ""
    """What a web page says of itself."""
    page_word_count: int = 0
    """How many words the article has by what its web page says of itself; 0 where it does not."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each fact was found, in words, by the fact's name."""

    @property
    def text_sha256(self) -> str:
        """Of the text in UTF-8."""
        return text_digest(self.text)

    @property
    def word_count(self) -> int:
        """Runs of anything but blanks."""
        return len(self.text.split())

    @cached_property
    def strikes(self) -> tuple[Strike, ...]:
        """What is no prose, and why: as decided, else what looks like it."""
        if self.furniture is not None:
            return self.furniture
        return proposed(self.text, "" if self.facts.is_title_ours else self.facts.title)


def text_digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def title_from(text: str) -> str:
    """The first sentence as people see it, shortened; the caller marks it as made by us."""
    start = text[:SEARCHED_FOR_TITLE]
    copy = legible(start)
    start = copy.text if copy else start
    first = next((start[span.start : span.end] for span in sentences(start)), text.strip())
    words = " ".join(first.split())
    if len(words) <= LONGEST_TITLE:
        return words
    return words[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def facts_from(text: str) -> Facts:
    """What the text itself says: its first sentence, the date line, the agency's signature."""
    header, signed = seed_header(text), sign_off(text)
    return Facts(
        title=title_from(text),
        is_title_ours=True,
        outlet=signed.outlet if signed else "",
        published_on=header.published_on if header else None,
    )


def articles_in(text: str) -> list[str]:
    """The articles of a text in which each starts with a date line; joined, they are the text.

    A text that does not start with one is one article, whatever stands in it.
    """
    if seed_header(text[:_HEADER_LENGTH]) is None:
        return [text]
    starts = [0, *_later_headers(text), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _later_headers(text: str) -> Iterator[int]:
    """Where date lines follow the first; inside a line only where a new sentence follows."""
    for match in _NEXT_ARTICLE.finditer(text, 1):
        after = text[match.end() + 1 : match.end() + 2]
        is_line = text[match.start() - 1] == "\n"
        header = seed_header(text[match.start() : match.start() + _HEADER_LENGTH])
        starts_sentence = bool(after) and not (after.islower() or after.isspace())
        if header and (is_line or starts_sentence):
            yield match.start()
