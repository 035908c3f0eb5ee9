"""Tokens: the words and marks of a text, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp.attribution.spans import Span

_TOKEN = re.compile(
    r"(?:Mrs?|Ms|Dr|Prof|Sens?|Gov|Reps?|Gen|Col|Lt|Sgt|Capt|St|Jr|Sr|Rev|Hon|Maj|Adm|No|vs"
    r"|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\."
    r"|(?:[A-Z]\.){2,}"
    r"|[A-Z]\.(?= [A-Z])"
    r"|\d[\d,.]*\d"
    r"|\w+(?:[’'-](?!s\b)\w+)*"
    r"|[’']s\b"
    r"|''|[^\w\s]"
)


@dataclass(frozen=True)
class Tokens:
    """Parallel lists: the tokens as they stand, in lower case, and where each starts and ends."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def add(self, others: Tokens) -> None:
        """Append the tokens of a later part of the text."""
        self.words.extend(others.words)
        self.lower.extend(others.lower)
        self.starts.extend(others.starts)
        self.ends.extend(others.ends)

    def span(self, first: int, last: int) -> Span:
        """The place of the tokens from `first` up to, not including, `last`."""
        return Span(self.starts[first], self.ends[last - 1])


def tokenized(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of a part of the text, in order."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        words.append(match[0])
        starts.append(match.start())
        ends.append(match.end())
    lower = [word.lower().replace("’", "'") for word in words]
    return Tokens(text, words, lower, starts, ends)
