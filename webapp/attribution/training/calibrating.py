"""Calibrating: weights with which confidence comes true, by logistic regression (Platt 1999)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from webapp.attribution.tagging.confidence import signs_of
from webapp.attribution.tagging.links import Link

_ROUNDS = 30
_TETHER = 1e-2


def calibrated(links: Sequence[Link], found: Sequence[bool]) -> list[float]:
    """Weights for `confidence`, from links of texts that the model has not learnt from.

    `found` says for each link whether a person marked it too.
    """
    weights = logistic([signs_of(link) for link in links], found)
    return [round(weight, 4) for weight in weights]


def logistic(
    signs: Sequence[Sequence[float]], found: Sequence[bool], tether: float = _TETHER
) -> list[float]:
    """A weight for each sign, so that the chances come true; kept near 0 where there is little."""
    table, truth = np.array(signs, dtype=float), np.array(found, dtype=float)
    weights = np.zeros(table.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-table @ weights))
        curve = (table * (chances * (1 - chances))[:, None]).T @ table
        slope = table.T @ (truth - chances) - tether * weights
        weights += np.linalg.solve(curve + tether * np.eye(len(weights)), slope)
    return [float(weight) for weight in weights]
