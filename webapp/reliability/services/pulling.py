"""What suggestions do to answers: those that were given with them beside those without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from webapp.agreement import GroupDifference, Interval, Resampling, Share, Undefined, difference_of
from webapp.reliability.pages.answers import ComparedAnswers
from webapp.reliability.pages.answers import Row as Answer
from webapp.reliability.pages.figures import LIKE, SAME
from webapp.vocabulary import ComparedField, PullMeasure

Compared = tuple[int, bool, Sequence[int]]
"""A claim, whether an answer is the proposal or two are the same, and who gave them."""
Row = dict[str, Any]


def pulls(answers: ComparedAnswers, resampling: Resampling) -> Iterator[Row]:
    """By field, how often answers are what is proposed, and how often two of them are the same.

    Only claims count for which a lot was drawn: chance alone tells their two groups apart.
    """
    for one in ComparedField if answers.drawn else ():
        given = [row for row in answers.rows_of(one) if row[0] in answers.drawn and row[2]]
        for measures, compared in ((LIKE, _like(one, answers, given)), (SAME, _same(given))):
            if compared:
                yield from _figures(one, measures, answers, compared, resampling)


def _like(one: ComparedField, answers: ComparedAnswers, given: Iterable[Answer]) -> list[Compared]:
    """Each answer to a claim of which something is proposed in the field."""
    return [
        (claim_id, said in answers.drawn[claim_id].proposed[one], (user_id,))
        for claim_id, user_id, said in given
        if one in answers.drawn[claim_id].proposed
    ]


def _same(given: Iterable[Answer]) -> list[Compared]:
    """Each two answers to one claim."""
    by_claim: defaultdict[int, list[tuple[int, str | None]]] = defaultdict(list)
    for claim_id, user_id, said in given:
        by_claim[claim_id].append((user_id, said))
    return [
        (claim_id, one[1] == other[1], (one[0], other[0]))
        for claim_id, several in by_claim.items()
        for one, other in combinations(several, 2)
    ]


def _figures(
    one: ComparedField,
    measures: Sequence[PullMeasure],
    answers: ComparedAnswers,
    compared: Sequence[Compared],
    resampling: Resampling,
) -> Iterator[Row]:
    groups = [
        [row for row in compared if answers.drawn[row[0]].is_held_out is is_held_out]
        for is_held_out in (False, True)
    ]
    shown, held_out = ([(claim_id, is_so) for claim_id, is_so, _ in group] for group in groups)
    found = difference_of(shown, held_out, resampling)
    figures: tuple[Share | GroupDifference, ...] = (found.first, found.second, found)
    for measure, figure, group in zip(measures, figures, (*groups, compared), strict=True):
        yield {"field": one, "measure": measure, **_values(figure), **_counts(group)}


def _values(figure: Share | GroupDifference) -> Row:
    interval = figure.interval if isinstance(figure.interval, Interval) else None
    undefined = (told for told in (figure.value, figure.interval) if isinstance(told, Undefined))
    return {
        "value": None if isinstance(figure.value, Undefined) else figure.value,
        "ci_low": interval.low if interval else None,
        "ci_high": interval.high if interval else None,
        "note": next((told.value for told in undefined), ""),
    }


def _counts(group: Sequence[Compared]) -> Row:
    return {
        "unit_count": len({claim_id for claim_id, _, _ in group}),
        "answer_count": len(group),
        "annotator_count": len({user_id for _, _, people in group for user_id in people}),
    }
