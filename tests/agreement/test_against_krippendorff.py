"""Alpha beside another program's, the `krippendorff` package, which only tests may use."""

from random import Random

import krippendorff
import pytest

from tests.agreement.tables import by_chance, number
from webapp.agreement import Measure, figures_of


def theirs(answers) -> float:
    """The package's alpha of how often each unit got each label."""
    counts = [
        [list(given.values()).count(label) for label in answers.labels]
        for given in answers.units.values()
    ]
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


@pytest.mark.parametrize("seed", range(300))
def test_alpha_is_the_one_of_another_program(seed: int) -> None:
    # given
    answers = by_chance(Random(seed))

    # when
    alpha = figures_of(answers)[Measure.ALPHA].value

    # then
    assert number(alpha) == pytest.approx(theirs(answers), abs=1e-9)
