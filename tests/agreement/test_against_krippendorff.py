"""Alpha beside another program's, the `krippendorff` package, which only tests may use."""

from random import Random

import krippendorff
import pytest

from tests.agreement.tables import by_chance, number
from webapp.agreement import Measure, ReadText, figures_of, token_alpha


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


@pytest.mark.parametrize("seed", range(30))
def test_alpha_of_tokens_is_the_one_of_another_program(seed: int) -> None:
    # given claims of up to twelve words, each read by three of four people
    chance = Random(seed)
    texts, columns = [], []
    for _ in range(20):
        tokens = [(start, start + 4) for start in range(0, 5 * chance.randint(1, 12), 5)]
        ends = {one: chance.randrange(len(tokens) + 1) for one in chance.sample("ABCD", k=3)}
        texts.append(
            ReadText(
                tokens,
                {one: [{"content": tokens[:end]}] if end else [] for one, end in ends.items()},
                chance.choice("xyz"),
            )
        )
        columns += [
            [place < ends[one] if one in ends else float("nan") for one in "ABCD"]
            for place in range(len(tokens))
        ]

    # when
    alpha = token_alpha(texts).value

    # then
    table = [list(map(float, row)) for row in zip(*columns, strict=True)]
    expected = float(krippendorff.alpha(table, level_of_measurement="nominal"))
    assert number(alpha) == pytest.approx(expected, abs=1e-9)
