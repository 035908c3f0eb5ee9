"""Cohen's kappa, which is between two people and knows who said what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from webapp.agreement.resampling import Floats, Whole
from webapp.agreement.tallies import summed

OrderedKind = tuple[int, int]
"""The numbers of the first one's label and of the second one's."""


@dataclass(frozen=True)
class CrossTable:
    """How often the first chose one label and the second another: an entry for each such kind."""

    times: Whole
    """(kinds) how many units."""
    first: Whole
    """(kinds) the first one's label; sorted."""
    second: Whole
    """(kinds) the second one's label."""

    @property
    def width(self) -> int:
        """How many numbers a resample takes."""
        return 3 * len(self.times)

    def kappa(self, weights: Floats) -> Floats:
        """Kappa (rounds, 1) for weights (rounds, kinds); NaN where both chose one and the same.

        Agreement against the sum of the products of both people's shares of each label. Cohen
        (1960), "A coefficient of agreement for nominal scales".
        """
        total = weights.sum(1)
        agreeing = weights[:, self.first == self.second].sum(1)
        turned = np.argsort(self.second, kind="stable")
        mine, theirs = summed(weights, self.first), summed(weights[:, turned], self.second[turned])
        _, one, other = np.intersect1d(
            np.unique(self.first), np.unique(self.second), return_indices=True
        )
        products = (mine[:, one] * theirs[:, other]).sum(1)
        with np.errstate(divide="ignore", invalid="ignore"):
            kappa = (agreeing * total - products) / (total**2 - products)
        return np.asarray(kappa[:, None], dtype=np.float64)


def cross_table_of(kinds: Counter[OrderedKind]) -> CrossTable:
    """The table of those counts."""
    ordered = sorted(kinds)
    return CrossTable(
        times=np.array([kinds[kind] for kind in ordered], dtype=np.int64),
        first=np.array([one for one, _ in ordered], dtype=np.int64),
        second=np.array([other for _, other in ordered], dtype=np.int64),
    )
