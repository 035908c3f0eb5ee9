"""Recasts: an annotated text whose words are changed while its spans stay where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.attribution.training.scoring import ROLES

Spans = list[list[int]]


@dataclass(frozen=True, slots=True)
class Replacement:
    """New words for those from `start` to `end`.

    Where an attribution (`owner`, its number) stands in the new words alone, `spans` are its new
    spans, counted from the first new word.
    """

    start: int
    end: int
    new: str
    owner: int | None = None
    spans: Mapping[str, Spans] | None = None


@dataclass(frozen=True)
class Recast:
    """A text and its attributions."""

    text: str
    attributions: Sequence[Mapping[str, Any]]

    def extents(self) -> list[tuple[int, int]]:
        """From the first to the last code point of each attribution."""
        found = []
        for row in self.attributions:
            places = [place for role in ROLES for place in row.get(role) or ()]
            first = min((start for start, _ in places), default=0)
            found.append((first, max((end for _, end in places), default=0)))
        return found

    def edited(self, edits: Iterable[Replacement]) -> Recast:
        """The text after replacements that share no words; of two that do the later is left out."""
        kept: list[Replacement] = []
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            if not kept or edit.start >= kept[-1].end:
                kept.append(edit)
        parts: list[str] = []
        done = 0
        for edit in kept:
            parts += [self.text[done : edit.start], edit.new]
            done = edit.end
        owned = {edit.owner: edit for edit in kept if edit.owner is not None}
        rows = [
            _owned(owned[number], kept) if number in owned else _moved(row, kept)
            for number, row in enumerate(self.attributions)
        ]
        return Recast("".join([*parts, self.text[done:]]), rows)


def _owned(edit: Replacement, edits: Sequence[Replacement]) -> dict[str, Spans]:
    start = edit.start + _shift(edits, edit.start)
    spans = edit.spans or {}
    return {role: [[start + s, start + e] for s, e in spans.get(role, ())] for role in ROLES}


def _moved(row: Mapping[str, Any], edits: Sequence[Replacement]) -> dict[str, Spans]:
    return {
        role: [
            [start + _shift(edits, start), end + _shift(edits, end, is_end=True)]
            for start, end in row.get(role) or ()
        ]
        for role in ROLES
    }


def _shift(edits: Sequence[Replacement], place: int, *, is_end: bool = False) -> int:
    """How far the edits before a place move it; what is put in at an end stands behind it."""
    return sum(
        len(edit.new) - (edit.end - edit.start)
        for edit in edits
        if edit.end <= place and not (is_end and edit.start == edit.end == place)
    )
