"""All measures of one set of answers, with or without intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from webapp.agreement.answers import A, Answers, L, U
from webapp.agreement.cohen import OrderedKind, cross_table_of
from webapp.agreement.resampling import Compute, Whole, draws, interval_of
from webapp.agreement.results import AgreementFigure, Counts, Measure, Resampling, Undefined
from webapp.agreement.tallies import ANY_NUMBER, Kind, Tally, tally_of

Figures = Mapping[Measure, AgreementFigure]
"""Every measure once, in the order of `Measure`."""


def figures_of(
    answers: Answers[U, A, L],
    *,
    labels: Collection[L] = (),
    resampling: Resampling | None = None,
) -> Figures:
    """Every measure over all annotators; intervals by `resampling` of units, None without.

    `labels` are those that could be chosen, such as a codebook's; Gwet's AC1 counts them, and takes
    those that were chosen where none are given. Cohen's kappa has a figure where exactly two people
    gave answers that can be compared.
    """
    number = {label: place for place, label in enumerate(answers.labels)}
    kinds: Counter[Kind] = Counter(
        tuple(sorted(number[label] for label in given.values()))
        for given in answers.units.values()
        if given
    )
    return _figures(
        kinds, _of_two(answers, number), answers.counts, len({*labels, *number}), resampling
    )


def figures_of_two(
    chosen: Mapping[tuple[L, L], int],
    *,
    labels: Collection[L] = (),
    resampling: Resampling | None = None,
) -> Figures:
    """Every measure of two people, by how often one chose a label and the other another."""
    seen = sorted({label for pair in chosen for label in pair}, key=repr)
    number = {label: place for place, label in enumerate(seen)}
    ordered: Counter[OrderedKind] = Counter()
    kinds: Counter[Kind] = Counter()
    for (one, other), count in chosen.items():
        ordered[number[one], number[other]] += count
        kinds[tuple(sorted((number[one], number[other])))] += count
    units = kinds.total()
    counts = Counts(units, 2 * units, 2 if units else 0)
    return _figures(kinds, ordered, counts, len({*labels, *seen}), resampling)


def tally_figure(
    tally: Tally, measure: Measure, counts: Counts, resampling: Resampling | None
) -> AgreementFigure:
    """One measure of sums that were made elsewhere, such as those of texts and their tokens."""
    if not counts.unit_count:
        return AgreementFigure(measure, Undefined.NO_PAIRS, counts)
    seen = len(np.unique(tally.label))
    return _computed(
        (measure,),
        tally.times,
        lambda weights: tally.figures(weights, seen)[:, [ANY_NUMBER.index(measure)]],
        tally.width,
        counts,
        resampling,
    )[measure]


def _of_two(answers: Answers[U, A, L], number: Mapping[L, int]) -> Counter[OrderedKind] | Undefined:
    if answers.counts.annotator_count > 2:
        return Undefined.MORE_THAN_TWO
    return Counter((number[one], number[other]) for _, (_, one), (_, other) in answers.pairs())


def _figures(
    kinds: Counter[Kind],
    of_two: Counter[OrderedKind] | Undefined,
    counts: Counts,
    label_count: int,
    resampling: Resampling | None,
) -> Figures:
    if not counts.unit_count:
        return {
            measure: AgreementFigure(measure, Undefined.NO_PAIRS, counts) for measure in Measure
        }
    tally = tally_of([({kind: 1}, kinds[kind]) for kind in sorted(kinds)])
    found = _computed(
        ANY_NUMBER,
        tally.times,
        lambda weights: tally.figures(weights, label_count),
        tally.width,
        counts,
        resampling,
    )
    if isinstance(of_two, Undefined):
        found[Measure.COHEN] = AgreementFigure(Measure.COHEN, of_two, counts)
    else:
        table = cross_table_of(of_two)
        found |= _computed(
            (Measure.COHEN,), table.times, table.kappa, table.width, counts, resampling
        )
    return {measure: found[measure] for measure in Measure}


def _computed(
    measures: Collection[Measure],
    times: Whole,
    compute: Compute,
    width: int,
    counts: Counts,
    resampling: Resampling | None,
) -> dict[Measure, AgreementFigure]:
    """The figures of what there is, and how they vary."""
    values = compute(times[None, :].astype(np.float64))[0]
    found = {
        measure: AgreementFigure(
            measure, Undefined.ALL_THE_SAME if np.isnan(value) else float(value), counts
        )
        for measure, value in zip(measures, values, strict=True)
    }
    if resampling:
        drawn = draws(times, resampling, compute, width).T
        for measure, figures in zip(measures, drawn, strict=True):
            if found[measure].is_defined:
                interval = interval_of(figures, resampling)
                found[measure] = replace(found[measure], interval=interval)
    return found
