"""Augmenting: examples as texts of other kinds have them, drawn anew each round."""

from __future__ import annotations

import random
from collections.abc import Callable

from webapp.attribution.training.examples import Example, example
from webapp.attribution.training.layouts import broken, furnished, transcript
from webapp.attribution.training.recasting import recast, retold
from webapp.attribution.training.recasts import Recast

_WAYS: tuple[tuple[float, Callable[[Recast, random.Random], Recast]], ...] = (
    (0.04, transcript),
    (0.15, retold),
    (0.45, recast),
    (0.25, broken),
    (0.25, furnished),
)
"""How often each change is made; several may meet."""


def augmented(one: Example, chance: random.Random) -> Example:
    """The example as it is, or changed in one or several ways."""
    draft = start = Recast(one.text, one.attributions)
    for share, way in _WAYS:
        if chance.random() < share:
            draft = way(draft, chance)
    return one if draft == start else example(draft.text, [dict(r) for r in draft.attributions])
