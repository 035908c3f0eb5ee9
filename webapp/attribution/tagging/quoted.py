"""Quotations as contents: whole, and over all their paragraphs."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range

_STRAIGHT = frozenset({'"', "''"})
_BY_LAYOUT = frozenset({"turn", "credit"})
MOST_PARAGRAPHS = 40
"""Paragraphs over which a quotation may go on."""


def quoted(passages: Passages, links: Sequence[Link]) -> list[Link]:
    """The links with the quotations of their contents whole."""
    taken = {
        token
        for link in links
        for place in (*link.cue, *link.source, *link.content)
        for token in range(*place)
    }
    whole = [_whole(passages, link, taken) for link in links]
    owners = _owners(passages, whole)
    return [_over_paragraphs(passages, link, number, owners) for number, link in enumerate(whole)]


def joined(places: Sequence[Range]) -> tuple[Range, ...]:
    """Sorted, with overlapping ones merged."""
    found: list[Range] = []
    for first, last in sorted(places):
        if found and first < found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def _whole(passages: Passages, link: Link, taken: set[int]) -> Link:
    """A quotation of which most is content is content as a whole, its marks included."""
    content = [place for place in link.content if _has_word(passages, place)] or list(link.content)
    for number, (first, last) in enumerate(content):
        for edge in (first, last - 1):
            content[number] = _widened(passages, content[number], edge, taken)
    return replace(link, content=joined(content)) if content != list(link.content) else link


def _has_word(passages: Passages, place: Range) -> bool:
    return any(word[0].isalnum() for word in passages.tokens.words[slice(*place)])


def _widened(passages: Passages, place: Range, edge: int, taken: set[int]) -> Range:
    first, last = place
    if passages.inside[edge] < 0:
        return place
    quote = passages.quotes[passages.inside[edge]]
    inside = min(last, quote.last) - max(first, quote.first)
    is_opened = first < quote.first
    added = [*range(quote.first, first), *range(last, quote.last)]
    if (2 * inside < quote.size and not is_opened) or any(token in taken for token in added):
        return place
    return min(first, quote.first), max(last, quote.last)


def _owners(passages: Passages, links: Sequence[Link]) -> dict[int, set[int]]:
    """For each quotation the numbers of the links that have it as content from outside."""
    owners: dict[int, set[int]] = {}
    for number, link in enumerate(links):
        within = {passages.inside[first] for first, _ in link.cue}
        for first, last in link.content:
            edges = {passages.inside[first], passages.inside[last - 1]} - within - {-1}
            for quote in range(min(edges), max(edges) + 1) if edges else ():
                owners.setdefault(quote, set()).add(number)
    return owners


def _over_paragraphs(
    passages: Passages, link: Link, number: int, owners: dict[int, set[int]]
) -> Link:
    """Follow a quotation that its paragraphs leave open, on and back, unless another has it."""
    is_within = bool(link.cue) and passages.inside[link.cue[0][0]] >= 0
    if is_within or link.rule in _BY_LAYOUT:
        return link
    added: list[Range] = []
    for around in (_behind(passages, link.content[-1]), _before(passages, link.content[0])):
        for quote in islice(around, MOST_PARAGRAPHS):
            if owners.get(quote, set()) - {number}:
                break
            added.append((passages.quotes[quote].first, passages.quotes[quote].last))
    return replace(link, content=joined([*link.content, *added])) if added else link


def _behind(passages: Passages, place: Range) -> Iterator[int]:
    """The quotations with which the one goes on in which a place ends."""
    number = passages.inside[place[1] - 1]
    if number < 0 or place[1] < passages.quotes[number].last:
        return
    while number + 1 < len(passages.quotes) and passages.quotes[number + 1].continues:
        number += 1
        yield number


def _before(passages: Passages, place: Range) -> Iterator[int]:
    """The quotations that go on in the one with which a place begins, the nearest first.

    A straight mark inside a paragraph may as well have closed what was said there.
    """
    number = passages.inside[place[0]]
    if number < 0 or place[0] > passages.quotes[number].first:
        return
    words = passages.tokens.words
    while passages.quotes[number].continues:
        number -= 1
        first = passages.quotes[number].first
        if words[first] in _STRAIGHT and not _opens_paragraph(passages, first):
            return
        yield number


def _opens_paragraph(passages: Passages, token: int) -> bool:
    number = bisect.bisect_left(passages.paragraphs, (token, token))
    return passages.paragraphs[number][0] == token
