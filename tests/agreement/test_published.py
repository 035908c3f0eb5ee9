"""Each measure beside the figures that were printed for it, to the last printed digit."""

from typing import Any

import pytest

from tests.agreement.tables import crossed, distributed, number, observed
from webapp.agreement import Answers, Measure, figures_of

ALPHA, COHEN, FLEISS, AC1, PERCENT = Measure

BINARY = observed("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
"""Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", A: Meg and Owen."""
NOMINAL = observed("a a b b d c c c e d d a", "b a b b b c c c e d d d")
"""The same, B: Ben and Gerry."""
FOUR_OBSERVERS = observed(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""The same, C, and `cac.raw4raters` of Gwet's irrCAC: four observers, answers missing."""
THREE_CODERS = observed(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
"""Wikipedia, "Krippendorff's alpha", the computational example: three coders, answers missing."""
JUDGES = crossed((88, 10, 2), (14, 40, 6), (18, 10, 12))
"""Cohen (1960), "A coefficient of agreement for nominal scales", two judges of 200 patients."""
ABSTRACTORS = crossed((13, 0, 0), (0, 20, 7), (0, 4, 56))
"""`cont3x3abstractors` of Gwet's irrCAC: pregnancies by two abstractors."""
FLEISS_1971 = (
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0),
    (2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6),
    (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
    (0, 0, 5, 0, 1), (3, 0, 0, 1, 2), (5, 1, 0, 0, 0), (0, 2, 0, 4, 0), (1, 0, 2, 0, 3),
    (0, 0, 0, 0, 6), (0, 1, 0, 5, 0), (0, 2, 0, 1, 3), (2, 0, 0, 4, 0), (1, 0, 0, 4, 1),
    (0, 5, 0, 1, 0), (4, 0, 0, 0, 2), (0, 2, 0, 4, 0), (1, 0, 5, 0, 0), (0, 0, 0, 0, 6),
)  # fmt: skip
PATIENTS = distributed(FLEISS_1971)
"""Fleiss (1971), "Measuring nominal scale agreement among many raters": 30 patients by six each."""
FIFTEEN_PATIENTS = distributed(FLEISS_1971[:15])
"""`distrib.6raters` of Gwet's irrCAC: the first fifteen of them."""
GWET = "Gwet, vignette of irrCAC"
PUBLISHED: tuple[tuple[str, Answers[int, int, Any], Measure, str], ...] = (
    ("Krippendorff 2011, A", BINARY, ALPHA, "0.095"),
    ("Krippendorff 2011, B", NOMINAL, ALPHA, "0.692"),
    ("Krippendorff 2011, C", FOUR_OBSERVERS, ALPHA, "0.743"),
    ("Wikipedia, Krippendorff's alpha", THREE_CODERS, ALPHA, "0.691"),
    ("Cohen 1960", JUDGES, COHEN, "0.492"),
    ("Fleiss 1971", PATIENTS, FLEISS, "0.430"),
    (f"{GWET}, cac.raw4raters", FOUR_OBSERVERS, PERCENT, "0.8181818"),
    (f"{GWET}, cac.raw4raters", FOUR_OBSERVERS, AC1, "0.77544"),
    (f"{GWET}, cac.raw4raters", FOUR_OBSERVERS, FLEISS, "0.76117"),
    (f"{GWET}, cac.raw4raters", FOUR_OBSERVERS, ALPHA, "0.74342"),
    (f"{GWET}, cont3x3abstractors", ABSTRACTORS, COHEN, "0.7964094"),
    (f"{GWET}, cont3x3abstractors, Scott's pi", ABSTRACTORS, FLEISS, "0.7962397"),
    (f"{GWET}, cont3x3abstractors", ABSTRACTORS, AC1, "0.8493305"),
    (f"{GWET}, cont3x3abstractors", ABSTRACTORS, ALPHA, "0.7972585"),
    (f"{GWET}, cont3x3abstractors", ABSTRACTORS, PERCENT, "0.89"),
    (f"{GWET}, distrib.6raters", FIFTEEN_PATIENTS, AC1, "0.4448007"),
    (f"{GWET}, distrib.6raters", FIFTEEN_PATIENTS, FLEISS, "0.4139265"),
    (f"{GWET}, distrib.6raters", FIFTEEN_PATIENTS, ALPHA, "0.4204384"),
    (f"{GWET}, distrib.6raters", FIFTEEN_PATIENTS, PERCENT, "0.5511111"),
)


def printed(value: float, like: str) -> str:
    """The value with as many digits as the printed one."""
    return f"{value:.{len(like.partition('.')[2])}f}"


@pytest.mark.parametrize(
    ("answers", "measure", "expected"),
    [row[1:] for row in PUBLISHED],
    ids=[f"{source}, {measure}" for source, _, measure, _ in PUBLISHED],
)
def test_a_figure_is_the_published_one(answers, measure, expected) -> None:
    # when
    figure = figures_of(answers)[measure]

    # then
    assert printed(number(figure.value), expected) == expected


def test_what_was_compared_is_counted() -> None:
    # when
    counts = figures_of(FOUR_OBSERVERS)[ALPHA].counts

    # then
    assert (counts.unit_count, counts.value_count, counts.annotator_count) == (11, 40, 4)
