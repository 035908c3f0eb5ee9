"""Tokens: the words and marks of a text, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from webapp.attribution.text.spans import TextSpan
from webapp.folding import MARKS

_TOKEN = re.compile(rf"\w[\w{MARKS}]*|''|``|[^\w\s]")


@dataclass(frozen=True)
class Tokens:
    """Parallel lists: the tokens as they stand, and where each starts and ends."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def add(self, start: int, end: int) -> None:
        """Append the tokens of a part of the text."""
        for match in _TOKEN.finditer(self.text, start, end):
            self.words.append(match[0])
            self.starts.append(match.start())
            self.ends.append(match.end())

    def span(self, first: int, last: int) -> TextSpan:
        """The place of the tokens from `first` up to, not including, `last`."""
        return TextSpan(self.starts[first], self.ends[last - 1])
