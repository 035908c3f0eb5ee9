"""What the measures give: a figure or the reason why there is none, and from how much it comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Undefined(StrEnum):
    """Why there is no figure or no interval, in words for people; never 0, 1 or NaN instead."""

    NO_PAIRS = "Nothing was answered by two people."
    ALL_THE_SAME = "Everyone chose the same answer, so chance cannot be told from agreement."
    MORE_THAN_TWO = "More than two people answered: it is computed for each pair of them."
    NOTHING_MARKED = "Nobody marked anything."
    NO_ANSWERS = "Nobody answered."
    EMPTY_GROUP = "One of the two groups has no answers."
    TOO_FEW = "There are too few different answers for an interval."
    NO_SPREAD = "Every resample gave the same figure, which says nothing of how far it may be off."


class Measure(StrEnum):
    """The measures of agreement; the value is their name in `agreement.csv`."""

    ALPHA = "krippendorff_alpha"
    COHEN = "cohen_kappa"
    FLEISS = "fleiss_kappa"
    AC1 = "gwet_ac1"
    PERCENT = "percent_agreement"

    @property
    def label(self) -> str:
        """The measure in words."""
        return LABELS[self]


LABELS = {
    Measure.ALPHA: "Krippendorff’s alpha",
    Measure.COHEN: "Cohen’s kappa",
    Measure.FLEISS: "Fleiss’ kappa",
    Measure.AC1: "Gwet’s AC1",
    Measure.PERCENT: "Percent agreement",
}


@dataclass(frozen=True)
class Resampling:
    """How intervals are made: so many resamples, by the same chance for the same seed."""

    rounds: int = 1000
    seed: int = 1
    level: float = 0.95
    """The share of resamples inside an interval, between 0 and 1."""

    def __post_init__(self) -> None:
        if self.rounds < 1 or not 0 < self.level < 1:
            raise ValueError("An interval takes at least one round and a level between 0 and 1.")


@dataclass(frozen=True)
class Interval:
    """The middle `level` of the figures of `rounds` resamples; both ends belong to it."""

    low: float
    high: float
    level: float
    rounds: int
    """Of the resamples, those that had a figure."""


@dataclass(frozen=True)
class Counts:
    """From how much a figure comes; what only one person answered is not counted."""

    unit_count: int
    """Units, such as claims, with two answers or more."""
    value_count: int
    """The answers that these have, which can be paired."""
    annotator_count: int
    """The people who gave them."""


@dataclass(frozen=True)
class AgreementFigure:
    """One measure: at most 1; 0 is chance, less is worse than chance. Percent agreement: 0 to 1."""

    measure: Measure
    value: float | Undefined
    counts: Counts
    interval: Interval | Undefined | None = None
    """None where nobody asked for one, or where there is no figure."""

    @property
    def is_defined(self) -> bool:
        """There is a number."""
        return not isinstance(self.value, Undefined)
