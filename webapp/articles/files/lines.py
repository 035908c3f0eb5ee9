"""The lines of a text that waits: which are struck out, why, and what a person does to them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from webapp.attribution.text.furniture import Strike, separate
from webapp.attribution.text.furniture_lines import FurnitureKind
from webapp.attribution.text.paragraphs import paragraphs
from webapp.attribution.text.spans import TextSpan, trimmed

Strikes = Sequence[Strike]


@dataclass(frozen=True)
class LinePart:
    """A part of a line that is kept, or struck out for one reason."""

    words: str
    kind: FurnitureKind | None = None


@dataclass(frozen=True)
class TextLine:
    """A line of the text that has something in it, with its number from 1."""

    number: int
    runs: tuple[LinePart, ...]

    @property
    def kinds(self) -> tuple[FurnitureKind, ...]:
        """Why parts of it are struck, each reason once."""
        return tuple(dict.fromkeys(run.kind for run in self.runs if run.kind))

    @property
    def is_struck(self) -> bool:
        """Nothing of it is kept."""
        return not any(run.words.strip() for run in self.runs if run.kind is None)


def lines_of(text: str, strikes: Strikes) -> list[TextLine]:
    """Every line that has something in it, in order."""
    return [
        TextLine(number, tuple(_runs(text, block, strikes)))
        for number, block in enumerate(paragraphs(text), start=1)
    ]


def kept_word_count(text: str, strikes: Strikes) -> int:
    """The words that are not struck out."""
    return sum(len(text[start:end].split()) for start, end in _gaps(text, strikes))


def struck(text: str, strikes: Strikes, number: int) -> Strikes:
    """The strikes with a whole line struck out by hand."""
    line = _line(text, number)
    return separate([*_cut(strikes, line), Strike(*line, FurnitureKind.BY_HAND)])


def kept(text: str, strikes: Strikes, number: int) -> Strikes:
    """The strikes without those in a line."""
    return separate(_cut(strikes, _line(text, number)))


def begun_at(text: str, strikes: Strikes, number: int) -> Strikes:
    """The strikes where the text begins with a line: all before it is struck, it is not."""
    line = _line(text, number)
    others = [strike for strike in strikes if strike.kind is not FurnitureKind.BEFORE]
    return _all_struck(text, _cut(others, line), TextSpan(0, line.start), FurnitureKind.BEFORE)


def ended_at(text: str, strikes: Strikes, number: int) -> Strikes:
    """The strikes where the text ends with a line: all behind it is struck, it is not."""
    line = _line(text, number)
    others = [strike for strike in strikes if strike.kind is not FurnitureKind.AFTER]
    return _all_struck(text, _cut(others, line), TextSpan(line.end, len(text)), FurnitureKind.AFTER)


def _line(text: str, number: int) -> TextSpan:
    """The line of this number; the nearest where there is none."""
    blocks = paragraphs(text)
    return blocks[min(max(number, 1), len(blocks)) - 1]


def _runs(text: str, block: TextSpan, strikes: Strikes) -> Iterator[LinePart]:
    position = block.start
    first = bisect.bisect_right(strikes, block.start, key=attrgetter("end"))
    last = bisect.bisect_left(strikes, block.end, key=attrgetter("start"))
    for strike in strikes[first:last]:
        start, end = max(strike.start, block.start), min(strike.end, block.end)
        if position < start:
            yield LinePart(text[position:start])
        yield LinePart(text[start:end], strike.kind)
        position = end
    if position < block.end:
        yield LinePart(text[position : block.end])


def _cut(strikes: Iterable[Strike], place: TextSpan) -> list[Strike]:
    """The strikes without what stands in the place."""
    found = []
    for start, end, kind in strikes:
        if start < place.start:
            found.append(Strike(start, min(end, place.start), kind))
        if end > place.end:
            found.append(Strike(max(start, place.end), end, kind))
    return found


def _gaps(text: str, strikes: Iterable[Strike]) -> Iterator[TextSpan]:
    """The places between the strikes."""
    edges = [0, *(edge for strike in strikes for edge in strike[:2]), len(text)]
    yield from (TextSpan(start, end) for start, end in list(pairwise(edges))[::2])


def _all_struck(text: str, strikes: list[Strike], part: TextSpan, kind: FurnitureKind) -> Strikes:
    """The strikes, with all struck out in a part that is not struck already."""
    gaps = (
        trimmed(text, TextSpan(max(start, part.start), min(end, part.end)))
        for start, end in _gaps(text, strikes)
        if start < part.end and end > part.start
    )
    return separate([*strikes, *(Strike(*gap, kind) for gap in gaps if gap)])
