"""Logistic regression in plain Python that keeps few weights: FTRL-Proximal over named signs."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence

Example = tuple[Sequence[str], bool]
RATE = 0.15
SPARSE = 8.0
"""How strongly a weight must be asked for before it leaves zero."""


def learnt(examples: Sequence[Example], *, least: int = 5, rounds: int = 5) -> dict[str, float]:
    """Sign -> weight; signs seen fewer than `least` times count for nothing."""
    counts = Counter(sign for signs, _ in examples for sign in signs)
    numbers = {sign: i for i, sign in enumerate(s for s, n in counts.items() if n >= least)}
    rows = [([numbers[s] for s in signs if s in numbers], yes) for signs, yes in examples]
    weights, pulls, squares = ([0.0] * len(numbers) for _ in range(3))
    shuffle = random.Random(1).shuffle  # noqa: S311 - the same order each time
    for _ in range(rounds):
        shuffle(rows)
        for row, yes in rows:
            total = sum([weights[i] for i in row])
            error = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - yes
            square = error * error
            for i in row:
                root = math.sqrt(squares[i])
                squares[i] += square
                now = math.sqrt(squares[i])
                pull = pulls[i] + error - (now - root) / RATE * weights[i]
                pulls[i] = pull
                excess = abs(pull) - SPARSE
                weights[i] = 0.0 if excess <= 0 else -math.copysign(excess, pull) * RATE / (1 + now)
    return {sign: round(weights[i], 2) for sign, i in numbers.items() if abs(weights[i]) >= 0.02}
