"""Weights: what each sign counts for or against a decision, learnt from a corpus."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).with_name("lexicon")


@cache
def weights() -> dict[str, dict[str, float]]:
    """Decision -> sign -> weight, read once."""
    table: dict[str, dict[str, float]] = {}
    for line in (LEXICON / "weights.tsv").read_text("utf-8").splitlines():
        decision, sign, weight = line.split("\t")
        table.setdefault(decision, {})[sign] = float(weight)
    return table


def leaning(decision: str, signs: Iterable[str]) -> float:
    """The sum of the signs' weights: above zero for yes, below for no."""
    table = weights().get(decision, {})
    return sum(table.get(sign, 0.0) for sign in signs)


def chance(total: float) -> float:
    """A leaning as a number between 0 and 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def likeliest(leanings: list[float], default: float) -> int | None:
    """Where a walk most likely stops: at the i-th step, or None for its end.

    Each step has its own leaning to stop there once reached; `default` is the end's.
    """
    best, best_log, passed = None, 0.0, 0.0
    for i, total in enumerate(leanings):
        stop = chance(total)
        log = passed + math.log(max(stop, 1e-9))
        if best is None or log > best_log:
            best, best_log = i, log
        passed += math.log(max(1 - stop, 1e-9))
    return best if best is not None and best_log > passed + default else None
