"""Speakers: which names speak in an article, and what stands in what people say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from webapp.attribution.naming.entities import Cast
from webapp.attribution.naming.people import EntityKind, Figure
from webapp.attribution.naming.words import HE, SHE
from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages

_OFTEN = 2
"""Times that a single name must speak to be taken for a person's."""


def covered(passages: Passages, links: Sequence[Link], cast: Cast) -> list[bool]:
    """Which tokens stand in what a person says: who is named there, speaks less likely next."""
    steps = [0] * (len(passages.tokens) + 1)
    for link in links:
        if link.source and _is_person(passages, link, cast):
            for first, last in link.content:
                steps[first] += 1
                steps[last] -= 1
    return [depth > 0 for depth in accumulate(steps)]


def voices(passages: Passages, links: Sequence[Link], cast: Cast) -> set[Figure]:
    """Single names that speak again and again, and so are people's, whatever their full form."""
    counts: Counter[Figure] = Counter()
    for source in {link.source[0] for link in links if link.source}:
        for run, figure in cast.within(*source):
            before = passages.tokens.words[run.start - 1].casefold() if run.start else ""
            is_whole = (run.start, run.last) == source and before != "the"
            if is_whole and figure and figure.kind is EntityKind.OTHER:
                counts[figure] += 1
    return {figure for figure, count in counts.items() if count >= _OFTEN}


def _is_person(passages: Passages, link: Link, cast: Cast) -> bool:
    first, last = link.source[0]
    if passages.tokens.words[first].casefold() in HE | SHE:
        return True
    rows = cast.within(first, min(last, first + 12))
    return any(figure is not None and figure.kind is EntityKind.PERSON for _, figure in rows)


def near(piece: tuple[int, int]) -> range:
    """The first tokens of a source, where its name stands."""
    return range(piece[0], min(piece[1], piece[0] + 12))
