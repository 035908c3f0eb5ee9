"""Links: what belongs to one cue, in tokens, before it becomes an attribution."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.attribution.text.passages import Range


@dataclass(frozen=True, slots=True)
class Link:
    """One cue with its source and content: ranges of tokens, sorted and separate.

    `cue` is empty where punctuation alone ascribes. The chances, 0 to 1, are the model's and not
    yet calibrated: that there is a cue, and that source and content are read rightly. `rule` names
    what made or changed it; empty for the model alone. `most` is the highest confidence that a rule
    leaves it, where somebody else may be the source.
    """

    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    cue_chance: float = 1.0
    role_chance: float = 1.0
    rule: str = ""
    most: float = 1.0

    @property
    def first(self) -> int:
        """Its first token."""
        return min(first for first, _ in (*self.cue, *self.source, *self.content))
