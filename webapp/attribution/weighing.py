"""Weighing features: a logistic model whose weights were learnt from counts."""

from __future__ import annotations

import math
from collections.abc import Iterable

from webapp.attribution.lexicon import lexicon


def chance_of(features: Iterable[str]) -> float:
    """The chance, 0 to 1, that the weights give to the features; unknown ones weigh nothing."""
    weights = lexicon().weights
    total = sum(weights.get(feature, 0.0) for feature in features)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
