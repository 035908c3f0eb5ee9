"""Counts of which all measures for any number of annotators are made: kinds of units, and labels.

A kind of unit is the labels that it got, whoever gave them. Everything that the measures need is a
sum over units, so a resample is one vector of weights, and a figure a few sums of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from webapp.agreement.resampling import Floats, Whole
from webapp.agreement.results import Measure

Kind = tuple[int, ...]
"""The numbers of a unit's labels, sorted."""
ANY_NUMBER = (Measure.ALPHA, Measure.FLEISS, Measure.AC1, Measure.PERCENT)


@dataclass(frozen=True)
class Tally:
    """Sums of each block of units (blocks), and of each label of a block (entries).

    A block is one unit, or the tokens of one text: what is drawn together. For a unit with m
    answers, c of them the same label, m of 2 or more:
    """

    times: Whole
    """(blocks) how often there is such a block."""
    sums: Floats
    """(blocks, 5) units with an answer; units with two or more; their answers m; of agreeing pairs
    c(c-1) the sum over m-1; and over m(m-1)."""
    block: Whole
    """(entries) to which block each belongs; sorted by label."""
    label: Whole
    """(entries) its label's number."""
    counts: Floats
    """(entries) c, 0 where m is 1."""
    parts: Floats
    """(entries) c/m."""

    @property
    def width(self) -> int:
        """How many numbers a resample takes."""
        return len(self.times) + 2 * len(self.label)

    def figures(self, weights: Floats, label_count: int) -> Floats:
        """Figures (rounds, 4) in the order of `ANY_NUMBER`, for weights (rounds, blocks).

        NaN where there is no pair, and, but for percent agreement, where all pairs are of one
        label. `label_count` is how many labels could be chosen.

        - Alpha: 1 - Do/De from the coincidences of pairable values, nominal. Krippendorff (2011),
          "Computing Krippendorff's Alpha-Reliability", section C.
        - Percent agreement: the mean over units with two answers or more of the share of their
          pairs that agree. Fleiss (1971), "Measuring nominal scale agreement among many raters";
          for numbers of answers that differ Gwet (2014), "Handbook of Inter-Rater Reliability".
        - Fleiss' kappa: that agreement against the sum of squares of the labels' shares. Where
          units have different numbers of answers each unit counts once, whatever their number, and
          units with one answer count for the shares (Gwet 2014).
        - AC1: that agreement against the sum of p(1-p) over labels, by labels less one. Gwet
          (2008), "Computing inter-rater reliability and its variance in the presence of high
          agreement"; missing answers as above.
        """
        units, pairable, values, agreeing, shares = np.moveaxis(weights @ self.sums, 1, 0)
        spread = weights[:, self.block]
        chosen = summed(spread * self.counts, self.label)
        prevalence = summed(spread * self.parts, self.label) / units[:, None]
        squares = (prevalence**2).sum(1)
        chance = (1 - squares) / max(1, label_count - 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            observed = shares / pairable
            expected = values**2 - (chosen**2).sum(1)
            found = np.stack(
                [
                    1 - (values - 1) * (values - agreeing) / expected,
                    (observed - squares) / (1 - squares),
                    (observed - chance) / (1 - chance),
                    observed,
                ],
                axis=1,
            )
        found[(chosen > 0).sum(1) < 2, :3] = np.nan
        return found


def tally_of(blocks: Sequence[tuple[Mapping[Kind, int], int]]) -> Tally:
    """The sums of blocks: how many units of each kind one has, and how often it is there."""
    sums = np.zeros((len(blocks), 5))
    entries: dict[tuple[int, int], list[float]] = {}
    for place, (kinds, _) in enumerate(blocks):
        for kind, units in kinds.items():
            size = len(kind)
            for label, count in Counter(kind).items():
                entry = entries.setdefault((label, place), [0.0, 0.0])
                entry[1] += units * count / size
                if size > 1:
                    entry[0] += units * count
                    same = units * count * (count - 1)
                    sums[place, 3:] += same / (size - 1), same / (size * (size - 1))
            sums[place, :3] += units, units * (size > 1), units * size * (size > 1)
    ordered = sorted(entries)
    kept = np.array([entries[key] for key in ordered]).reshape(-1, 2)
    return Tally(
        times=np.array([times for _, times in blocks], dtype=np.int64),
        sums=sums,
        block=np.array([place for _, place in ordered], dtype=np.int64),
        label=np.array([label for label, _ in ordered], dtype=np.int64),
        counts=kept[:, 0],
        parts=kept[:, 1],
    )


def summed(entries: Floats, labels: Whole) -> Floats:
    """Sums (rounds, labels seen) of entries (rounds, entries), whose labels stand together."""
    starts = np.flatnonzero(np.diff(labels, prepend=-1))
    return np.asarray(np.add.reduceat(entries, starts, axis=1), dtype=np.float64)
