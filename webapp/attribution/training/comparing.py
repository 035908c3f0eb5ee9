"""Comparing: what two models make of the same held-out texts, and of which kinds of claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from webapp.attribution.engine import Engine
from webapp.attribution.text.passages import read
from webapp.attribution.training.kinds import KINDS, kinds_of
from webapp.attribution.training.scoring import Score

FEWEST_OF_KIND = 10
"""Claims of one kind below which nothing is said of it."""
_CLEARLY = 2.0
"""How many standard deviations apart gains and losses are, for it not to be chance."""


@dataclass(frozen=True)
class KindOfClaim:
    """Of one kind of held-out claims, how many each model proposed in usable words."""

    name: str
    claims: int
    before: int
    after: int
    gained: int
    lost: int

    @property
    def verdict(self) -> str:
        """Whether it got better or worse, as far as so many claims can tell."""
        if self.claims < FEWEST_OF_KIND:
            return "too few to tell"
        differing = self.gained + self.lost
        if (self.gained - self.lost) ** 2 < _CLEARLY**2 * max(1, differing):
            return "no clear difference"
        return "better" if self.gained > self.lost else "worse"


@dataclass(frozen=True)
class TrainingOutcome:
    """How the model before and the new one do on the texts held out."""

    before: Score
    after: Score
    kinds: tuple[KindOfClaim, ...] = ()

    @property
    def is_worse(self) -> bool:
        """Fewer of the new model's attributions are usable as they are."""
        return self.after.measures["usable"].f1 < self.before.measures["usable"].f1


@dataclass
class _Judged:
    """What one model made of the texts: its score, and of which gold its words are usable."""

    score: Score = field(default_factory=Score)
    usable: set[tuple[int, int]] = field(default_factory=set)


def compared(before: Engine, after: Engine, rows: Sequence[Mapping[str, Any]]) -> TrainingOutcome:
    """How two engines do on texts with gold, attributions inside others left out."""
    old, new = _judged(before, rows), _judged(after, rows)
    return TrainingOutcome(old.score, new.score, tuple(_kinds(rows, old.usable, new.usable)))


def _judged(engine: Engine, rows: Sequence[Mapping[str, Any]]) -> _Judged:
    judged = _Judged()
    for number, row in enumerate(rows):
        found = engine.split(row["text"]).attributions
        outer = [one.as_json() for one in found if one.nested_in is None]
        pairs = judged.score.add(row["text"], outer, row["attributions"])
        judged.usable.update((number, pair.gold) for pair in pairs if pair.usable)
    return judged


def _kinds(
    rows: Sequence[Mapping[str, Any]], old: set[tuple[int, int]], new: set[tuple[int, int]]
) -> list[KindOfClaim]:
    counts: Counter[str] = Counter()
    usable: dict[str, Counter[str]] = {name: Counter() for name in KINDS}
    for number, row in enumerate(rows):
        for gold, names in enumerate(kinds_of(read(row["text"]), row["attributions"])):
            was, now = (number, gold) in old, (number, gold) in new
            counts.update(names)
            for name in names:
                usable[name].update(before=was, after=now, gained=now > was, lost=was > now)
    return [
        KindOfClaim(name, counts[name], **{key: usable[name][key] for key in _COUNTED})
        for name in KINDS
        if counts[name]
    ]


_COUNTED = ("before", "after", "gained", "lost")
