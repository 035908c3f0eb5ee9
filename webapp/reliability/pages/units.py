"""What people have said of claims before all tags: that each is one, in these words, or is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from webapp.vocabulary import SpanRole

Place = tuple[SpanRole, int, str]
"""A span's role, where it starts, and its words."""


@dataclass(frozen=True)
class JudgedRow:
    """A claim as people judged it; what takes its place is a row of its own."""

    article_id: int
    is_current: bool
    supersedes_id: int | None = None
    merged_into_id: int | None = None
    places: Sequence[Place] = ()

    @property
    def content(self) -> list[tuple[int, int]]:
        """The spans of what is claimed."""
        return [
            (start, start + len(words))
            for role, start, words in self.places
            if role == SpanRole.CONTENT
        ]


@dataclass(frozen=True)
class JudgedClaims:
    """All claims of a project, and what each person said of those that they judged."""

    rows: Mapping[int, JudgedRow] = field(default_factory=dict)
    said: Mapping[tuple[int, int], bool] = field(default_factory=dict)
    """By claim and person: yes of those who submitted tags, no of those who said it is none."""
