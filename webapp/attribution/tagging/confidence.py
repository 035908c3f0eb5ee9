"""Confidence: the model's chances turned into what really happens to proposals like this one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from webapp.attribution.tagging.links import Link

LEAST, MOST = 0.02, 0.99
"""No proposal is called impossible or certain."""
BY_RULE = {"uncued": 0.35}
"""How often what the model has no part in was right or marked: 25 of 69.

Read in news 18 of 31, in other texts 5 of 18; marked in the training articles 2 of the first 20.
"""


def signs_of(link: Link) -> tuple[float, ...]:
    """What confidence is read from: how sure the model is of the cue, of the rest; any source."""
    return 1.0, _odds(link.cue_chance), _odds(link.role_chance), float(bool(link.source))


def confidence(link: Link, weights: Sequence[float]) -> float:
    """The share of proposals like this one that a person marks too, 0 to 1."""
    if link.rule in BY_RULE:
        return BY_RULE[link.rule]
    leaning = sum(weight * sign for weight, sign in zip(weights, signs_of(link), strict=True))
    return min(MOST, link.most, max(LEAST, 1 / (1 + math.exp(-leaning))))


def _odds(chance: float) -> float:
    kept = min(0.999, max(0.001, chance))
    return math.log(kept / (1 - kept))
