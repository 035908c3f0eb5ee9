"""Whether people find the same claims: F1 of each two of them, and the mean of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Generic

import numpy as np

from webapp.agreement.answers import A
from webapp.agreement.resampling import Floats, Whole, draws, interval_of
from webapp.agreement.results import Interval, Resampling, Undefined
from webapp.agreement.spans import NOTHING, ReadText, by_document, found_of

Read = Sequence[ReadText[A]]


@dataclass(frozen=True)
class FoundF1(Generic[A]):
    """The mean over pairs of people of the F1 of what both found, and each pair's."""

    value: float | Undefined
    pairs: Mapping[tuple[A, A], float | Undefined]
    interval: Interval | Undefined | None = None


def read_by_two(texts: Iterable[ReadText[A]]) -> dict[tuple[A, A], list[ReadText[A]]]:
    """By pair of people, the texts that both read, with what these two marked."""
    found: dict[tuple[A, A], list[ReadText[A]]] = {}
    for text in texts:
        for pair in combinations(text.marked, 2):
            marked = {person: text.marked[person] for person in pair}
            found.setdefault(pair, []).append(replace(text, marked=marked))
    return found


def found_f1(
    pairs: Mapping[tuple[A, A], Read[A]], resampling: Resampling | None = None
) -> FoundF1[A]:
    """The mean F1 of claims that touch, over the pairs of `read_by_two`.

    Each pair counts once, however much it read; a pair that marked nothing has no F1 and counts
    for nothing. Intervals draw whole documents.
    """
    if not pairs:
        return FoundF1(Undefined.NO_PAIRS, {})
    counts: dict[object, list[int]] = {}
    for place, texts in enumerate(pairs.values()):
        for document, some in by_document(texts).items():
            found = sum((found_of(*text.marked.values()) for text in some), start=NOTHING)
            row = counts.setdefault(document, [0] * (2 * len(pairs)))
            row[2 * place] += 2 * found.touching
            row[2 * place + 1] += found.first_count + found.second_count
    kinds = Counter(map(tuple, counts.values()))
    table = np.array(list(kinds), dtype=np.float64)
    times: Whole = np.array(list(kinds.values()), dtype=np.int64)
    whole = (times @ table).reshape(-1, 2)
    figures = {
        pair: float(both / marked) if marked else Undefined.NOTHING_MARKED
        for pair, (both, marked) in zip(pairs, whole, strict=True)
    }
    if not whole[:, 1].any():
        return FoundF1(Undefined.NOTHING_MARKED, figures)

    def mean(weights: Floats) -> Floats:
        return _mean_f1(weights @ table)

    value = float(mean(times[None, :].astype(np.float64))[0, 0])
    if resampling is None:
        return FoundF1(value, figures)
    drawn = draws(times, resampling, mean, table.size)[:, 0]
    return FoundF1(value, figures, interval_of(drawn, resampling))


def _mean_f1(sums: Floats) -> Floats:
    """Of sums (rounds, both and marked of each pair) the mean (rounds, 1); NaN without any."""
    both, marked = sums[:, ::2], sums[:, 1::2]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(marked > 0, both / marked, 0)
        mean: Floats = shares.sum(1) / (marked > 0).sum(1)
    return mean[:, None]
