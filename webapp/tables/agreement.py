"""The columns of agreement.csv: how far people agree, computed from the other tables."""

from __future__ import annotations

from enum import StrEnum

from webapp.agreement import Measure
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    figure_column,
    number_column,
    text_column,
)
from webapp.vocabulary import ComparedField, PullMeasure, UnitMeasure


class Metric(StrEnum):
    """What a row measures: how far people agree, or what suggestions do to their answers."""

    ALPHA = Measure.ALPHA.value
    COHEN = Measure.COHEN.value
    FLEISS = Measure.FLEISS.value
    AC1 = Measure.AC1.value
    PERCENT = Measure.PERCENT.value
    LIKE_SHOWN = PullMeasure.LIKE_SHOWN.value
    LIKE_HELD_OUT = PullMeasure.LIKE_HELD_OUT.value
    LIKE_DIFFERENCE = PullMeasure.LIKE_DIFFERENCE.value
    SAME_SHOWN = PullMeasure.SAME_SHOWN.value
    SAME_HELD_OUT = PullMeasure.SAME_HELD_OUT.value
    SAME_DIFFERENCE = PullMeasure.SAME_DIFFERENCE.value
    FOUND_F1 = UnitMeasure.FOUND_F1.value
    TOKEN_ALPHA = UnitMeasure.TOKEN_ALPHA.value


AGREEMENT = ExportedTable(
    name="agreement",
    holds="One row per field and measure, over all answers and for each round: how far annotators "
    "agree, and whether suggestions sway them, as it was computed last.",
    key=("field", "metric", "round"),
    columns=(
        code_column(
            "field",
            "In what the answers are compared; `is_claim` is the question before all tags.",
            told=lambda _, result: result.field.value,
            values=ComparedField,
        ),
        code_column(
            "metric",
            "By which measure. `like_proposal`: how many answers are what the engine proposes; "
            "`same_answer`: of how many pairs both are the same; each where suggestions are shown, "
            "where they are held out, and the first less the second. `found_f1`: whether the same "
            "was a claim to them, the mean over pairs of people; `token_alpha`: whether it was so "
            "word for word.",
            told=lambda _, result: result.measure.value,
            values=Metric,
        ),
        figure_column(
            "value",
            "The figure; empty where it is undefined.",
            told=lambda _, result: result.value,
        ),
        number_column(
            "n_units",
            "Claims that two people or more have answered in the field; for `like_proposal` one is "
            "enough.",
            told=lambda _, result: result.unit_count,
        ),
        number_column(
            "annotator_count",
            "The people who gave these answers.",
            told=lambda _, result: result.annotator_count,
        ),
        figure_column(
            "ci_low",
            "Where the 95 % interval of the figure begins; empty where there is none.",
            told=lambda _, result: result.ci_low,
        ),
        figure_column(
            "ci_high",
            "Where it ends.",
            told=lambda _, result: result.ci_high,
        ),
        text_column(
            "note",
            "Why there is no figure, or no interval.",
            told=lambda _, result: result.note,
        ),
        text_column(
            "round",
            "The number of the calibration round; empty over all answers.",
            told=lambda _, result: result.label,
        ),
    ),
)
