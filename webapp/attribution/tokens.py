"""Words and marks of a text as parallel lists, so that rules can count in words."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.attribution.spans import Span

_TOKEN = re.compile(
    r"(?:[A-Z]\.)+(?![a-z])"
    r"|(?:Mrs?|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Profs?|St|Jr|Sr|Rev|Hon|Capt|Atty|No)\."
    r"|\d+(?:[.,:]\d+)*%?(?:-\w+)*"
    r"|\w+n[’']t\b"
    r"|[^\W\d]\w*(?:-\w+)*"
    r"|[’'](?:s|re|ve|ll|d|m)\b"
    r"|--+|''|``|\S"
)
_STRAIGHT = str.maketrans("’‘", "''")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of some spans of a text; `low` is lower case with straight apostrophes."""

    text: str
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens first..last-1."""
        return Span(self.starts[first], self.ends[last - 1])

    def at(self, offset: int) -> int:
        """The index of the first token that starts at or after the offset."""
        return bisect.bisect_left(self.starts, offset)


def tokenise(text: str, blocks: Sequence[Span]) -> Tokens:
    """The tokens inside the blocks, in order."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for block in blocks:
        for match in _TOKEN.finditer(text, block.start, block.end):
            words.append(match.group())
            starts.append(match.start())
            ends.append(match.end())
    return Tokens(text, words, [w.translate(_STRAIGHT).lower() for w in words], starts, ends)
