"""Articles as they would be stored: a text, and what is known about it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from webapp.articles.files.letterhead import Letterhead, letterhead_of
from webapp.attribution.text.furniture import Strike, proposed, seed_header, sign_off
from webapp.attribution.text.sentences import sentences
from webapp.folding import legible

LONGEST_TITLE = 90
SEARCHED_FOR_TITLE = 20_000


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


@dataclass(frozen=True)
class FileContents:
    """What a file holds: its articles, and why others of its rows are none."""

    drafts: list[Draft]
    refused: Sequence[str] = ()
    """A sentence for each row that cannot be read, with the file and the line."""


def text_digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def title_from(text: str) -> str:
    """The first sentence, else the first line, shortened; the caller marks it as made by us."""
    start = text[:SEARCHED_FOR_TITLE]
    copy = legible(start)
    start = copy.text if copy else start
    line = text.strip().partition("\n")[0]
    first = next((start[span.start : span.end] for span in sentences(start)), line)
    words = " ".join(first.split())
    if len(words) <= LONGEST_TITLE:
        return words
    return words[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def facts_from(text: str) -> Facts:
    """What the text itself says: its first sentence, its date line, who printed and signed it."""
    header, signed = seed_header(text), sign_off(text)
    above = Letterhead() if header else letterhead_of(text)
    return Facts(
        title=title_from(text[above.prose_at :]),
        is_title_ours=True,
        outlet=above.outlet or (signed.outlet if signed else ""),
        published_on=header.published_on if header else above.published_on,
    )
