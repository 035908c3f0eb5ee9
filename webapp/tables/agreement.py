"""The columns of agreement.csv: how far people agree, computed from the other tables."""

from __future__ import annotations

from webapp.agreement import Measure
from webapp.tables.columns import (
    ExportedTable,
    code_column,
    figure_column,
    number_column,
    text_column,
)
from webapp.vocabulary import ComparedField

AGREEMENT = ExportedTable(
    name="agreement",
    holds="One row per field and measure: how far annotators agree, as it was computed last.",
    key=("field", "metric"),
    columns=(
        code_column(
            "field",
            "In what the answers are compared; `is_claim` is the question before all tags.",
            told=lambda _, result: result.field.value,
            values=ComparedField,
        ),
        code_column(
            "metric",
            "By which measure.",
            told=lambda _, result: result.measure.value,
            values=Measure,
        ),
        figure_column(
            "value",
            "The figure; empty where it is undefined.",
            told=lambda _, result: result.value,
        ),
        number_column(
            "n_units",
            "Claims that two people or more have answered in the field.",
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
    ),
)
