"""What the page of a text that waits shows: its lines, and what is amiss with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.articles.files.broken_words import BrokenWord
from webapp.articles.files.lines import TextLine
from webapp.attribution.text.furniture_lines import FurnitureKind

LINES = 300
"""Lines on one page."""


@dataclass(frozen=True)
class Fold:
    """Lines that stand together, open or folded away."""

    lines: Sequence[TextLine]
    kind: FurnitureKind | None = None
    """Why they are folded; None where they stand open."""


@dataclass(frozen=True)
class TextPage:
    """One page of the lines of a text that waits."""

    folds: Sequence[Fold]
    first: int | None
    """The number of the first line that is kept."""
    last: int | None
    chosen: int | None
    """The line that a person chose."""
    line_count: int
    struck_count: int
    number: int
    page_count: int
    broken: Sequence[BrokenWord]
    missing_from_page: int
    """Words that the web page says it has and that were never taken, where those are many."""
    after_count: int
    """Words behind the end."""

    @property
    def shown(self) -> tuple[int, int]:
        """The numbers of the first and the last line on this page."""
        return (self.number - 1) * LINES + 1, min(self.number * LINES, self.line_count)
