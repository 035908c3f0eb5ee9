"""An article's text with its claims marked: paragraphs of segments, every character once."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from webapp.attribution.text.furniture import furniture
from webapp.attribution.text.paragraphs import paragraphs
from webapp.attribution.text.spans import TextSpan, overlapping
from webapp.vocabulary import SpanRole

DEEPEST = 3
"""Lines that stand below one another before more of them say nothing more."""
PARAGRAPHS_AROUND = 150
"""Paragraphs shown before a place of a very long text, and as many after it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of one claim, to be shown in the text."""

    claim_id: str
    number: int
    role: SpanRole
    start: int
    end: int
    is_proposed: bool = False

    @property
    def name(self) -> str:
        """What it is, in words."""
        return f"claim {self.number}, {self.role}"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place in the text to which something beside it leads."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters that the same marks cover; `marks` are outermost first."""

    words: str
    marks: tuple[Mark, ...] = ()
    anchors: tuple[str, ...] = ()
    """The claims whose first character is the segment's first."""
    pointers: tuple[str, ...] = ()
    """The places that begin here and are led to."""
    is_pointed: bool = False
    """It is part of such a place."""
    is_current: bool = False
    is_furniture: bool = False
    is_break: bool = False
    """Blanks around a paragraph: part of the text, but not to be seen."""

    @property
    def mark(self) -> Mark:
        """The mark on top: the current claim's, else the innermost."""
        return self.marks[-1]

    @property
    def title(self) -> str:
        """Every claim that stands here, in words."""
        names = "; ".join(mark.name for mark in self.marks)
        return names[0].upper() + names[1:]

    @property
    def classes(self) -> str:
        """How it looks: its role, how many claims stand on it, whether one is current."""
        depth = min(DEEPEST, len({mark.claim_id for mark in self.marks}))
        names = [self.mark.role.value, f"depth-{depth}"]
        names += ["proposed"] if self.mark.is_proposed else []
        names += ["now"] if self.is_current else []
        return " ".join(names)


@dataclass(frozen=True, slots=True)
class MarginNumber:
    """The number of a claim that begins in a paragraph."""

    claim_id: str
    number: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text with the blanks behind it, from code point `start` on."""

    start: int
    segments: tuple[Segment, ...]
    numbers: tuple[MarginNumber, ...]
    is_furniture: bool
    is_current: bool
    """The current claim has words in it."""

    @property
    def end(self) -> int:
        """Where the next one starts."""
        return self.start + sum(len(segment.words) for segment in self.segments)


class _Places(NamedTuple):
    """Where paragraphs, furniture and pointers stand in a text."""

    blocks: Sequence[TextSpan]
    dimmed: Sequence[TextSpan]
    pointers: Sequence[Pointer]


def part_around(text: str, place: TextSpan, more: int = PARAGRAPHS_AROUND) -> TextSpan:
    """Whole paragraphs around a place: all of them, unless the text is very long.

    There are so many `more` before it and after it.
    """
    starts = _starts(text, paragraphs(text))
    first = bisect.bisect_right(starts, place.start) - 1 - more
    last = bisect.bisect_left(starts, place.end) + more
    return TextSpan(starts[max(0, first)], starts[min(len(starts) - 1, last)])


def marked_paragraphs(
    text: str,
    marks: Iterable[Mark],
    *,
    current_id: str | None = None,
    part: TextSpan | None = None,
    pointers: Sequence[Pointer] = (),
    dimmed: Sequence[TextSpan] | None = None,
) -> list[Paragraph]:
    """The text, or whole paragraphs of it; the words of all segments, joined, are the text.

    The dimmed places are furniture; where nobody says what is, it is what looks like it.
    """
    first, last = part or TextSpan(0, len(text))
    blocks = paragraphs(text)
    places = _Places(blocks, furniture(text) if dimmed is None else dimmed, pointers)
    starts = [start for start in _starts(text, blocks) if first <= start <= last]
    ordered = sorted(marks, key=attrgetter("start", "end", "number"))
    segments = _segments(text, ordered, current_id, TextSpan(first, last), places)
    if pointers:
        segments = _pointed(segments, first, pointers)
    cut: list[Paragraph] = []
    pending = next(segments, None)
    for start, end in pairwise(starts):
        inside: list[Segment] = []
        position = start
        while pending is not None and position < end:
            inside.append(pending)
            position += len(pending.words)
            pending = next(segments, None)
        cut.append(_paragraph(start, inside, current_id))
    return cut


def under_current(cut: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs up to the last one of the current claim, and those behind it."""
    last = max((n for n, paragraph in enumerate(cut) if paragraph.is_current), default=len(cut))
    return list(cut[: last + 1]), list(cut[last + 1 :])


def _starts(text: str, blocks: Sequence[TextSpan]) -> list[int]:
    """Where each paragraph begins, the first one with the text, and where the text ends."""
    return [0, *(block.start for block in blocks[1:]), len(text)]


def _segments(
    text: str,
    marks: Sequence[Mark],
    current_id: str | None,
    part: TextSpan,
    places: _Places,
) -> Iterator[Segment]:
    edges = _edges([*marks, *places.blocks, *places.dimmed, *places.pointers], part)
    waiting = iter(marks)
    pending = next(waiting, None)
    active: list[Mark] = []
    begun: set[str] = set()
    for start, end in pairwise(edges):
        while pending is not None and pending.start <= start:
            active.append(pending)
            pending = next(waiting, None)
        active = [mark for mark in active if mark.end > start]
        here = TextSpan(start, end)
        if not overlapping(places.blocks, here):
            yield Segment(text[start:end], is_break=True)
            continue
        fresh = dict.fromkeys(mark.claim_id for mark in active if mark.claim_id not in begun)
        begun.update(fresh)
        yield Segment(
            words=text[start:end],
            marks=_stacked(active, current_id),
            anchors=tuple(fresh),
            is_current=any(mark.claim_id == current_id for mark in active),
            is_furniture=bool(places.dimmed and overlapping(places.dimmed, here)),
        )


def _pointed(
    segments: Iterable[Segment], position: int, pointers: Sequence[Pointer]
) -> Iterator[Segment]:
    """The segments, those in a place that is led to marked as such; the first has its ids."""
    for segment in segments:
        here = [place for place in pointers if place.start <= position < place.end]
        ids = tuple(place.id for place in here if place.start == position)
        seen = here and not segment.is_break
        yield replace(segment, pointers=ids, is_pointed=True) if seen else segment
        position += len(segment.words)


def _edges(places: Iterable[Mark | TextSpan | Pointer], part: TextSpan) -> list[int]:
    """Every offset of the part at which something begins or ends."""
    found = {part.start, part.end}
    for place in places:
        found.add(place.start)
        found.add(place.end)
    return sorted(edge for edge in found if part.start <= edge <= part.end)


def _stacked(marks: Sequence[Mark], current_id: str | None) -> tuple[Mark, ...]:
    """The outermost mark first, the one on top last."""
    if len(marks) < 2:
        return tuple(marks)

    def height(mark: Mark) -> tuple[bool, int, int, int]:
        length = mark.end - mark.start
        return (mark.claim_id == current_id, -length, mark.start, mark.number)

    return tuple(sorted(marks, key=height))


def _paragraph(start: int, segments: Sequence[Segment], current_id: str | None) -> Paragraph:
    numbers = {
        mark.claim_id: MarginNumber(mark.claim_id, mark.number, mark.claim_id == current_id)
        for segment in segments
        for mark in segment.marks
        if mark.claim_id in segment.anchors
    }
    shown = [segment for segment in segments if not segment.is_break]
    return Paragraph(
        start=start,
        segments=tuple(segments),
        numbers=tuple(sorted(numbers.values(), key=attrgetter("number"))),
        is_furniture=all(segment.is_furniture for segment in shown),
        is_current=any(segment.is_current for segment in shown),
    )
