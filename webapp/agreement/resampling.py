"""Intervals by the bootstrap: how a figure varies when the units are drawn again with replacement.

Percentile intervals after Efron (1979), "Bootstrap methods: another look at the jackknife". Units
that look alike are drawn together: how often each kind comes up is one draw from a multinomial
distribution, which is the same chance as drawing unit by unit, and takes time by kinds, not units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from webapp.agreement.results import Interval, Resampling, Undefined

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Compute = Callable[[Floats], Floats]
"""From weights (rounds, kinds), how often each kind is there, to figures (rounds, measures)."""

_CELLS_AT_ONCE = 2_000_000
_DEFINED_FROM = 0.95
"""Fewer resamples with a figure leave the ends of an interval open."""


def draws(
    times: Whole, resampling: Resampling, compute: Compute, width: int, stream: int = 0
) -> Floats:
    """The figures (rounds, measures) of resamples of units, of which each kind is there `times`.

    NaN is a resample without a figure. `width` is how many numbers `compute` holds for a round, by
    which rounds are taken in portions; `stream` tells groups apart that are drawn by one seed.
    """
    chance = np.random.default_rng([resampling.seed, stream])
    total = int(times.sum())
    shares = times / total
    return np.concatenate(
        [
            compute(chance.multinomial(total, shares, size=rounds).astype(np.float64))
            for rounds in _portions(resampling.rounds, width)
        ]
    )


def interval_of(figures: Floats, resampling: Resampling) -> Interval | Undefined:
    """The interval of one measure's figures (rounds), or why there is none."""
    known = figures[~np.isnan(figures)]
    if len(known) < _DEFINED_FROM * len(figures):
        return Undefined.TOO_FEW
    outside = (1 - resampling.level) / 2
    low, high = (float(end) for end in np.quantile(known, [outside, 1 - outside]))
    if known.min() == known.max():
        return Undefined.NO_SPREAD
    return Interval(low, high, resampling.level, len(known))


def _portions(rounds: int, width: int) -> Iterator[int]:
    most = max(1, _CELLS_AT_ONCE // max(1, width))
    for start in range(0, rounds, most):
        yield min(most, rounds - start)
