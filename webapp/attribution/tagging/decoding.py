"""Decoding: the likeliest sequence of labels that hangs together (Viterbi 1967)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]
_NEVER = -1e4


def _steps(kinds: int) -> Floats:
    """What each step from label to label costs: 0 is outside, 2k+1 begins, 2k+2 goes on."""
    labels = 2 * kinds + 1
    steps = np.zeros((labels, labels), dtype=np.float32)
    for kind in range(kinds):
        begins, goes_on = 2 * kind + 1, 2 * kind + 2
        steps[:, goes_on] = _NEVER
        steps[[begins, goes_on], goes_on] = 0
    return steps


CUE_STEPS = _steps(1)
ROLE_STEPS = _steps(2)


def best_paths(scores: Floats, steps: Floats) -> Whole:
    """Labels (rows, length) for log chances (rows, length, labels); linear in the length."""
    rows, length, labels = scores.shape
    back = np.zeros((length, rows, labels), dtype=np.int64)
    total = scores[:, 0] + steps[0]
    for place in range(1, length):
        ways = total[:, :, None] + steps
        back[place] = ways.argmax(1)
        total = ways.max(1) + scores[:, place]
    paths = np.zeros((rows, length), dtype=np.int64)
    every = np.arange(rows)
    paths[:, -1] = total.argmax(1)
    for place in range(length - 1, 0, -1):
        paths[:, place - 1] = back[place, every, paths[:, place]]
    return paths


def runs(path: Whole) -> Iterator[tuple[int, int, int]]:
    """Each labelled stretch as (kind, first, last), half-open, left to right."""
    start = kind = -1
    for place, label in enumerate([*path.tolist(), 0]):
        goes_on = label and label % 2 == 0
        if start >= 0 and not goes_on:
            yield kind, start, place
            start = -1
        if label % 2:
            start, kind = place, label // 2
