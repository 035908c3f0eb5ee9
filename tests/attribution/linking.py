"""Links for tests, named by their words."""

from __future__ import annotations

import bisect

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range


def link_of(passages: Passages, cue: str, content: str, source: str = "", rule: str = "") -> Link:
    """A link whose pieces are those words; pieces of one role are parted by " … "."""
    return Link(
        cue=_ranges(passages, cue),
        source=_ranges(passages, source),
        content=_ranges(passages, content),
        rule=rule,
    )


def _ranges(passages: Passages, words: str) -> tuple[Range, ...]:
    tokens = passages.tokens
    found: list[Range] = []
    position = 0
    for piece in words.split(" … ") if words else ():
        start = tokens.text.index(piece, position)
        position = start + len(piece)
        found.append(
            (bisect.bisect_left(tokens.starts, start), bisect.bisect_left(tokens.starts, position))
        )
    return tuple(sorted(found))
