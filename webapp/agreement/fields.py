"""Everything that a page says of one field, from the rows of its answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic

from webapp.agreement.answers import A, Answers, L, U, answers_of
from webapp.agreement.measures import Figures, figures_of
from webapp.agreement.pairs import Confusion, Pair, confusion_of, pairs_of
from webapp.agreement.results import Resampling


@dataclass(frozen=True)
class FieldAgreement(Generic[U, A, L]):
    """How far annotators agree on one field."""

    answers: Answers[U, A, L]
    figures: Figures
    pairs: tuple[Pair[A], ...]
    """Without intervals, since there are many of them: `pairs_of` makes them on demand."""
    confusion: Confusion[U, L]
    """Over all pairs; `confusion_of` makes that of two."""


def field_agreement(
    rows: Iterable[tuple[U, A, L | None]],
    *,
    labels: Sequence[L] = (),
    resampling: Resampling | None = None,
) -> FieldAgreement[U, A, L]:
    """All of it from rows (unit, annotator, label); None is no answer.

    `labels` are those that could be chosen, in the order to show them. Raises `AnsweredTwice` where
    a person has two answers to one unit.
    """
    answers = answers_of(rows)
    return FieldAgreement(
        answers,
        figures_of(answers, labels=labels, resampling=resampling),
        pairs_of(answers, labels=labels),
        confusion_of(answers, labels=labels),
    )
