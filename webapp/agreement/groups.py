"""Two groups of answers beside one another: does a suggestion pull."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from webapp.agreement.answers import U
from webapp.agreement.resampling import Floats, Whole, draws, interval_of
from webapp.agreement.results import Interval, Resampling, Undefined


@dataclass(frozen=True)
class Share:
    """How many of a group's answers are the one that was proposed, between 0 and 1."""

    value: float | Undefined
    answer_count: int
    unit_count: int
    """The units, such as claims, that were answered."""
    interval: Interval | Undefined | None = None


@dataclass(frozen=True)
class GroupDifference:
    """The first group's share less the second one's, between -1 and 1."""

    first: Share
    second: Share
    value: float | Undefined
    interval: Interval | Undefined | None = None
    """Where 0 lies outside, chance alone rarely makes such a difference."""


def difference_of(
    first: Iterable[tuple[U, bool]],
    second: Iterable[tuple[U, bool]],
    resampling: Resampling | None = None,
) -> GroupDifference:
    """How much more often the first group's answers are what was proposed.

    Rows are (unit, whether this answer is the one that was proposed), a row for each answer: with
    suggestions shown, and with suggestions held out. Resamples draw the units of each group apart,
    with all their answers, since the answers to one unit hang together: Efron and Tibshirani
    (1993), "An Introduction to the Bootstrap", chapter 8.
    """
    ours, theirs = _tallied(first), _tallied(second)
    if not ours or not theirs:
        return GroupDifference(_share(ours), _share(theirs), Undefined.EMPTY_GROUP)
    if resampling is None:
        return GroupDifference(_share(ours), _share(theirs), _ratio(ours) - _ratio(theirs))
    mine, others = _drawn(ours, resampling, 0), _drawn(theirs, resampling, 1)
    return GroupDifference(
        _share(ours, interval_of(mine, resampling)),
        _share(theirs, interval_of(others, resampling)),
        _ratio(ours) - _ratio(theirs),
        interval_of(mine - others, resampling),
    )


_Tallied = Counter[tuple[int, int]]
"""How many units have so many answers like the proposal, of so many."""


def _tallied(rows: Iterable[tuple[U, bool]]) -> _Tallied:
    units: dict[U, list[bool]] = {}
    for unit, is_like in rows:
        units.setdefault(unit, []).append(is_like)
    return Counter((sum(answers), len(answers)) for answers in units.values())


def _ratio(group: _Tallied) -> float:
    like = sum(like * units for (like, _), units in group.items())
    return like / sum(answers * units for (_, answers), units in group.items())


def _share(group: _Tallied, interval: Interval | Undefined | None = None) -> Share:
    return Share(
        _ratio(group) if group else Undefined.NO_ANSWERS,
        sum(answers * units for (_, answers), units in group.items()),
        group.total(),
        interval,
    )


def _drawn(group: _Tallied, resampling: Resampling, stream: int) -> Floats:
    """The share in each resample."""
    kinds = sorted(group)
    like, answers = np.array(kinds, dtype=np.float64).T
    times: Whole = np.array([group[kind] for kind in kinds], dtype=np.int64)
    return draws(
        times,
        resampling,
        lambda weights: ((weights @ like) / (weights @ answers))[:, None],
        len(kinds),
        stream,
    )[:, 0]
