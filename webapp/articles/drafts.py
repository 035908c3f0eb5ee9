"""Articles as they would be stored: a text, and what is known about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from webapp.attribution.furniture import seed_header, sign_off
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
    language: str = "en"
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

    @property
    def text_sha256(self) -> str:
        """Of the text in UTF-8."""
        return text_digest(self.text)

    @property
    def word_count(self) -> int:
        """Runs of anything but blanks."""
        return len(self.text.split())


@dataclass(frozen=True)
class Contents:
    """What a file holds: its articles, and why others of its rows are none."""

    drafts: list[Draft]
    refused: Sequence[str] = ()
    """A sentence for each row that cannot be read, with the file and the line."""


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
