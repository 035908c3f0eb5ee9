"""Intervals: how far a figure may be off."""

from random import Random
from statistics import quantiles

import pytest

from tests.agreement.tables import by_chance, number
from webapp.agreement import (
    Answers,
    Interval,
    Measure,
    Resampling,
    Undefined,
    answers_of,
    figures_of,
)
from webapp.agreement import resampling as portions

SOME = by_chance(Random(7))


def two_people(agreed: int, differed: int) -> Answers[int, str, str]:
    """Two who agree on so many claims, half of them of one label, and differ on others."""
    return answers_of(
        row
        for claim in range(agreed + differed)
        for row in (
            (claim, "A", "xy"[claim % 2]),
            (claim, "B", "xy"[claim % 2 if claim < agreed else 1 - claim % 2]),
        )
    )


def test_an_interval_is_the_one_of_claims_drawn_one_by_one() -> None:
    # given
    chance, units = Random(1), list(SOME.units.values())
    plain = [
        figures_of(Answers(dict(enumerate(chance.choices(units, k=len(units))))))
        for _ in range(1000)
    ]

    # when
    figures = figures_of(SOME, resampling=Resampling(rounds=20_000))

    # then
    for measure in (Measure.ALPHA, Measure.FLEISS, Measure.AC1, Measure.PERCENT):
        ends = quantiles([number(row[measure].value) for row in plain], n=40)
        interval = figures[measure].interval
        assert isinstance(interval, Interval)
        assert (interval.low, interval.high) == pytest.approx((ends[0], ends[-1]), abs=0.03)


def test_an_interval_of_many_claims_is_that_of_the_normal_distribution() -> None:
    # when
    figure = figures_of(two_people(800, 200), resampling=Resampling(rounds=5000))[Measure.PERCENT]

    # then
    far = 1.96 * (0.8 * 0.2 / 1000) ** 0.5
    assert isinstance(figure.interval, Interval)
    assert figure.interval.low == pytest.approx(0.8 - far, abs=0.002)
    assert figure.interval.high == pytest.approx(0.8 + far, abs=0.002)


@pytest.mark.parametrize("measure", list(Measure))
def test_the_same_seed_gives_the_same_interval_and_another_seed_another(measure: Measure) -> None:
    # given
    answers = two_people(60, 17)
    first, again, other = (
        figures_of(answers, resampling=Resampling(rounds=200, seed=seed))[measure]
        for seed in (3, 3, 4)
    )

    # then
    assert first == again
    assert first.interval != other.interval


def test_resamples_taken_in_portions_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    whole = figures_of(SOME, resampling=Resampling(rounds=100))

    # when
    monkeypatch.setattr(portions, "_CELLS_AT_ONCE", 1000)

    # then
    for measure, figure in figures_of(SOME, resampling=Resampling(rounds=100)).items():
        assert figure.value == whole[measure].value
        assert figure.interval == whole[measure].interval


def test_a_level_of_more_is_wider() -> None:
    # given
    wide, narrow = (
        figures_of(SOME, resampling=Resampling(level=level))[Measure.ALPHA].interval
        for level in (0.99, 0.8)
    )

    # then
    assert isinstance(wide, Interval)
    assert isinstance(narrow, Interval)
    assert wide.low < narrow.low < narrow.high < wide.high


def test_a_rare_label_leaves_resamples_without_a_figure_and_no_interval() -> None:
    # given
    rows = [(claim, person, "y" if claim == 0 else "x") for claim in range(20) for person in "AB"]

    # when
    figure = figures_of(answers_of(rows), resampling=Resampling())[Measure.ALPHA]

    # then
    assert figure.value == 1.0
    assert figure.interval is Undefined.TOO_FEW


def test_agreement_on_everything_says_nothing_of_how_far_it_is_off() -> None:
    # when
    figures = figures_of(two_people(40, 0), resampling=Resampling())

    # then
    assert {figure.value for figure in figures.values()} == {1.0}
    assert {figure.interval for figure in figures.values()} == {Undefined.NO_SPREAD}


def test_an_interval_holds_its_figure_as_often_as_it_says() -> None:
    # given a truth: two who each err on a fifth of all claims, by chance
    chance, held = Random(5), 0
    for _ in range(200):
        rows = [
            (claim, person, claim % 2 if chance.random() < 0.8 else 1 - claim % 2)
            for claim in range(150)
            for person in "AB"
        ]

        # when
        figure = figures_of(answers_of(rows), resampling=Resampling(rounds=400))[Measure.ALPHA]

        # then
        assert isinstance(figure.interval, Interval)
        held += figure.interval.low <= 0.36 <= figure.interval.high
    assert 180 <= held <= 198


@pytest.mark.parametrize("given", [{"rounds": 0}, {"level": 0}, {"level": 1}, {"level": 95}])
def test_an_interval_of_nothing_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one round"):
        Resampling(**given)
