"""What pages show of figures: a field's measures, people and parts beside one another, cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.agreement import EXPECTATIONS, Expectation, Measure
from webapp.models import (
    AgreementCell,
    AgreementPull,
    AgreementReport,
    AgreementResult,
    AgreementUnit,
    Article,
    Claim,
)
from webapp.rules.agreement_results import HEADLINES
from webapp.tables.agreement import AGREEMENT
from webapp.tables.exporting import cells_of_each
from webapp.tables.writers import Cells
from webapp.vocabulary import ComparedField, PullMeasure

MEASURES = (Measure.PERCENT, Measure.ALPHA, Measure.COHEN, Measure.FLEISS, Measure.AC1)
CARDS = (*HEADLINES, ComparedField.SOURCE_TYPE)
STEPS = 4
"""Shades of a cell beside the empty one; its number says the same."""

LIKE = (PullMeasure.LIKE_SHOWN, PullMeasure.LIKE_HELD_OUT, PullMeasure.LIKE_DIFFERENCE)
SAME = (PullMeasure.SAME_SHOWN, PullMeasure.SAME_HELD_OUT, PullMeasure.SAME_DIFFERENCE)
"""What stands beside one another: shown, held out, and the first less the second."""

Results = Mapping[Measure, AgreementResult]


@dataclass(frozen=True)
class FieldFigures:
    """Every measure of one field over all answers."""

    field: ComparedField
    results: Results

    @property
    def alpha(self) -> AgreementResult:
        """The measure that is shown large."""
        return self.results[Measure.ALPHA]

    @property
    def expectation(self) -> Expectation | None:
        """What others reached on a question like this one."""
        return EXPECTATIONS.get(self.field.value)

    @property
    def in_order(self) -> list[AgreementResult]:
        """The measures from the plainest on."""
        return [self.results[measure] for measure in MEASURES]


@dataclass(frozen=True)
class PullFigures:
    """One field where suggestions are shown, where they are held out, and the difference."""

    field: ComparedField
    shown: AgreementPull
    held_out: AgreementPull
    difference: AgreementPull

    @property
    def figures(self) -> tuple[tuple[str, AgreementPull], ...]:
        """Both shares, with what they are of."""
        return ("With suggestions", self.shown), ("Without", self.held_out)

    @property
    def verdict(self) -> str:
        """Whether the difference can be told from chance, in words."""
        low, high = self.difference.ci_low, self.difference.ci_high
        if low is None or high is None:
            return self.difference.note
        if low > 0:
            return "More often with suggestions than chance explains."
        if high < 0:
            return "Less often with suggestions than chance explains."
        return "Cannot be told from chance."


def _pulls(found: Iterable[AgreementPull], measures: Sequence[PullMeasure]) -> list[PullFigures]:
    by_field: dict[ComparedField, dict[PullMeasure, AgreementPull]] = {}
    for one in found:
        if one.measure in measures:
            by_field.setdefault(one.field, {})[one.measure] = one
    return [
        PullFigures(field, *(figures[measure] for measure in measures))
        for field, figures in by_field.items()
    ]


@dataclass(frozen=True)
class Overview:
    """What was computed last, and what has come since."""

    report: AgreementReport
    since_count: int
    """Answers that were submitted since, up to the most that are counted."""
    is_capped: bool
    """There are more of them than are counted."""
    fields: Mapping[ComparedField, FieldFigures]
    pulls: Sequence[AgreementPull]
    """What suggestions do to answers; nothing where no claim is held out."""
    units: Sequence[AgreementUnit]
    """Was it a claim, and in these words; nothing where that was not measured yet."""
    rounds: Sequence[AgreementResult] = ()
    """The figures of calibration rounds, field by field."""

    @property
    def like_proposals(self) -> list[PullFigures]:
        """By field, how many answers are what the engine proposes."""
        return _pulls(self.pulls, LIKE)

    @property
    def same_answers(self) -> list[PullFigures]:
        """By field, of how many pairs of answers both are the same."""
        return _pulls(self.pulls, SAME)

    @property
    def first(self) -> list[FieldFigures]:
        """The fields that have a card."""
        return [self.fields[field] for field in CARDS]

    @property
    def others(self) -> list[FieldFigures]:
        """The tags that are folded away."""
        shown = {*CARDS, ComparedField.IS_CLAIM}
        return [one for field, one in self.fields.items() if field not in shown]

    @property
    def is_claim(self) -> FieldFigures:
        """The question before all tags."""
        return self.fields[ComparedField.IS_CLAIM]

    @property
    def rows(self) -> list[Cells]:
        """The rows of agreement.csv."""
        results = [one.results[measure] for one in self.fields.values() for measure in Measure]
        return cells_of_each(AGREEMENT, [*results, *self.rounds, *self.pulls, *self.units])


@dataclass(frozen=True)
class PartFigures:
    """A few measures of one part: what it is called, and what they are."""

    name: str
    results: Sequence[AgreementResult | AgreementUnit]
    article: Article | None = None

    @property
    def unit_count(self) -> int:
        """The claims that could be compared."""
        return self.results[0].unit_count


@dataclass(frozen=True)
class HeatCell:
    """How often one answer met another."""

    row: str
    column: str
    pair_count: int
    shade: int
    """From 0, where there is nothing, to `STEPS`."""


@dataclass(frozen=True)
class HeatRow:
    """The answers beside one answer."""

    value: str
    cells: list[HeatCell]


@dataclass(frozen=True)
class Heat:
    """Which answers met which; rows and columns are one person's each, or anybody's."""

    labels: Mapping[str, str]
    """What each answer is called, in order."""
    rows: list[HeatRow]
    people: tuple[str, str] | None
    """Whose the rows are, and whose the columns; none over all pairs."""


@dataclass(frozen=True)
class MixedUp:
    """Two answers without end, such as sources, that were given to the same claims."""

    cell: AgreementCell
    row: str
    column: str


@dataclass(frozen=True)
class ClaimBehind:
    """A claim of a cell, and how often each answer was given to it."""

    claim: Claim
    answers: Sequence[tuple[str, int]]


def heat_of(
    cells: Iterable[AgreementCell],
    offered: Mapping[str, str],
    retired: Mapping[str, str],
    people: tuple[str, str] | None,
) -> Heat:
    """The square table of these answers, and of those that no codebook offers any more."""
    counts = {(one.row_value, one.column_value): one.pair_count for one in cells}
    met = sorted({value for place in counts for value in place} - set(offered))
    names = {**offered, **{value: retired.get(value, value.replace("_", " ")) for value in met}}
    most = max(counts.values(), default=1)

    def cell(row: str, column: str) -> HeatCell:
        count = counts.get((row, column), 0)
        return HeatCell(row, column, count, -(-count * STEPS // most))

    rows = [HeatRow(row, [cell(row, column) for column in names]) for row in names]
    return Heat(names, rows, people)


def week_name(monday: str) -> str:
    """The Monday of a week in words; unknown where no answer says when it was given."""
    if not monday:
        return "not known"
    on = date.fromisoformat(monday)
    return f"{on.day} {on:%B %Y}"
