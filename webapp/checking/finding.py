"""What a check finds: a sentence that says what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

SHOWN = 10
"""Ids that a sentence names."""


@dataclass(frozen=True)
class Finding:
    """Something that an operator should know; it names ids, never texts or people."""

    words: str


def found_in(ids: Iterable[object], words: str, advice: str) -> Iterable[Finding]:
    """One finding about all rows of these ids; none where there is no row."""
    rest = iter(ids)
    shown = list(islice(rest, SHOWN))
    more = sum(1 for _ in rest)
    if shown:
        named = ", ".join(map(str, shown)) + (f" and {more:,} more" if more else "")
        yield Finding(f"{words}: {named}. {advice}")
