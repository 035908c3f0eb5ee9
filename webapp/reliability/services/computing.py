"""From answers to figures and confusions; takes seconds, and asks the database nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.agreement import (
    AgreementFigure,
    Answers,
    Confusion,
    FieldAgreement,
    Figures,
    Interval,
    Measure,
    Resampling,
    Undefined,
    confusion_of,
    field_agreement,
    figures_of,
)
from webapp.reliability.pages.answers import ComparedAnswers
from webapp.reliability.services.pulling import pulls
from webapp.reliability.services.units import units
from webapp.vocabulary import ComparedField, ComparedPart

INTERVALS = Resampling()
OF_PAIRS = (Measure.PERCENT, Measure.COHEN, Measure.ALPHA, Measure.AC1)
OF_PARTS = (Measure.ALPHA, Measure.PERCENT)
BY_ARTICLE = (
    *(ComparedField.SOURCE, ComparedField.SOURCE_TYPE),
    *(ComparedField.STANCE, ComparedField.DISPUTE_STATUS),
)
"""Fields that are told article by article: there may be thousands of these."""
MOST_MIXED_UP = 30
"""Pairs of sources that are told: those that met most often."""

Row = dict[str, Any]


@dataclass
class Computed:
    """The rows that are kept, without the report to which they belong."""

    results: list[Row] = field(default_factory=list)
    cells: list[Row] = field(default_factory=list)
    pulls: list[Row] = field(default_factory=list)
    units: list[Row] = field(default_factory=list)


def computed(answers: ComparedAnswers) -> Computed:
    """Every figure, with intervals where it is over all answers or over those of a round."""
    found = Computed(
        pulls=list(pulls(answers, INTERVALS)), units=list(units(answers.judged, INTERVALS))
    )
    parts: dict[ComparedPart, Mapping[int, str | int]] = {
        ComparedPart.SOURCE_TYPE: answers.types(),
        ComparedPart.WEEK: answers.weeks(),
        ComparedPart.ARTICLE: answers.article_ids,
    }
    for one in ComparedField:
        labels = answers.offered_in(one)
        agreement = field_agreement(answers.rows_of(one), labels=labels, resampling=INTERVALS)
        found.results += _results(one, agreement.figures, tuple(Measure))
        found.results += _of_pairs(one, agreement)
        found.results += _of_rounds(one, agreement.answers, answers.rounds, labels)
        for part, groups in parts.items():
            if _is_told(one, part):
                found.results += _of_parts(one, agreement.answers, part, groups, labels)
        found.cells += _cells(one, agreement, labels)
    return found


def _is_told(one: ComparedField, part: ComparedPart) -> bool:
    """The field is compared part by part; a type of source says nothing of how types differ."""
    if one is ComparedField.IS_CLAIM:
        return False
    if part is ComparedPart.ARTICLE:
        return one in BY_ARTICLE
    return part is not ComparedPart.SOURCE_TYPE or one is not ComparedField.SOURCE_TYPE


def _results(
    one: ComparedField, figures: Figures, measures: Collection[Measure], **part: object
) -> Iterator[Row]:
    for measure in measures:
        figure = figures[measure]
        interval = figure.interval if isinstance(figure.interval, Interval) else None
        yield {
            "field": one,
            "part": ComparedPart.ALL,
            "label": "",
            "article_id": None,
            "first_user_id": None,
            "second_user_id": None,
            "measure": measure,
            "value": figure.value if figure.is_defined else None,
            "ci_low": interval.low if interval else None,
            "ci_high": interval.high if interval else None,
            "unit_count": figure.counts.unit_count,
            "annotator_count": figure.counts.annotator_count,
            "note": _note(figure),
            **part,
        }


def _note(figure: AgreementFigure) -> str:
    """Why there is no figure, or no interval where one was asked for."""
    for told in (figure.value, figure.interval):
        if isinstance(told, Undefined):
            return told.value
    return ""


def _of_pairs(one: ComparedField, agreement: FieldAgreement[int, int, str]) -> Iterator[Row]:
    for pair in agreement.pairs:
        if pair.figures[Measure.PERCENT].counts.unit_count:
            people = {"first_user_id": pair.first, "second_user_id": pair.second}
            yield from _results(one, pair.figures, OF_PAIRS, part=ComparedPart.PAIR, **people)


def _of_parts(
    one: ComparedField,
    answers: Answers[int, int, str],
    part: ComparedPart,
    groups: Mapping[int, str | int],
    labels: Collection[str],
) -> Iterator[Row]:
    for group, some in answers.by_group(lambda claim_id: groups.get(claim_id, "")).items():
        if some.counts.unit_count:
            name = {"article_id": group} if part is ComparedPart.ARTICLE else {"label": group}
            figures = figures_of(some, labels=labels)
            yield from _results(one, figures, OF_PARTS, part=part, **name)


def _of_rounds(
    one: ComparedField,
    answers: Answers[int, int, str],
    rounds: Mapping[int, str],
    labels: Collection[str],
) -> Iterator[Row]:
    """A round is compared with others, so it has intervals; most claims are in none."""
    groups = answers.by_group(lambda claim_id: rounds.get(claim_id, ""))
    for number in sorted(filter(None, groups), key=int):
        some = groups[number]
        if some.counts.unit_count and one is not ComparedField.IS_CLAIM:
            figures = figures_of(some, labels=labels, resampling=INTERVALS)
            yield from _results(one, figures, OF_PARTS, part=ComparedPart.ROUND, label=number)


def _cells(
    one: ComparedField, agreement: FieldAgreement[int, int, str], labels: tuple[str, ...]
) -> Iterator[Row]:
    """The cells that are not empty; of sources those that were mixed up most, each pair once."""
    confusion = _confusion(agreement, labels)
    is_of_all = confusion is agreement.confusion
    cells = list(confusion.cells.items())
    if one is ComparedField.SOURCE:
        cells = [
            (place, cell)
            for place, cell in cells
            if place[0] != place[1] and not (is_of_all and place[0] > place[1])
        ]
        cells.sort(key=lambda placed: (-placed[1].pair_count, placed[0]))
        cells = cells[:MOST_MIXED_UP]
    for (row, column), cell in cells:
        yield {
            "field": one,
            "row_value": row,
            "column_value": column,
            "pair_count": cell.pair_count,
            "claim_ids": list(cell.units),
        }


def _confusion(
    agreement: FieldAgreement[int, int, str], labels: tuple[str, ...]
) -> Confusion[int, str]:
    """Between two where only two people can be compared, so that rows and columns are theirs."""
    compared = [
        (pair.first, pair.second)
        for pair in agreement.pairs
        if pair.figures[Measure.PERCENT].counts.unit_count
    ]
    if len(compared) != 1:
        return agreement.confusion
    return confusion_of(agreement.answers, labels=labels, between=compared[0])
