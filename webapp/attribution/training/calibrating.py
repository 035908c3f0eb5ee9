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
    signs = np.array([signs_of(link) for link in links])
    truth = np.array(found, dtype=float)
    weights = np.zeros(signs.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-signs @ weights))
        curve = (signs * (chances * (1 - chances))[:, None]).T @ signs
        slope = signs.T @ (truth - chances) - _TETHER * weights
        weights += np.linalg.solve(curve + _TETHER * np.eye(len(weights)), slope)
    return [round(float(weight), 4) for weight in weights]
