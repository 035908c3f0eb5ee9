"""Answers with and without suggestions beside one another."""

import pytest

from webapp.agreement import Interval, Resampling, Undefined, difference_of


def answered(like: int, of: int, each: int = 1) -> list[tuple[int, bool]]:
    """So many claims, answered by so many each, of which the first are like the proposal."""
    return [(claim, claim < like) for claim in range(of) for _ in range(each)]


def test_the_difference_is_that_of_the_shares() -> None:
    # when
    difference = difference_of(answered(90, 100), answered(35, 50))

    # then
    assert (difference.first.value, difference.second.value) == (0.9, 0.7)
    assert difference.value == pytest.approx(0.2)
    assert (difference.first.answer_count, difference.second.unit_count) == (100, 50)
    assert difference.interval is difference.first.interval is None


def test_its_interval_is_that_of_two_groups_drawn_apart() -> None:
    # when
    difference = difference_of(answered(900, 1000), answered(350, 500), Resampling(rounds=5000))

    # then
    far = 1.96 * (0.9 * 0.1 / 1000 + 0.7 * 0.3 / 500) ** 0.5
    assert isinstance(difference.interval, Interval)
    assert difference.interval.low == pytest.approx(0.2 - far, abs=0.004)
    assert difference.interval.high == pytest.approx(0.2 + far, abs=0.004)


def test_answers_to_one_claim_are_drawn_together() -> None:
    # given as many answers, by three to a claim who all say the same
    apart = difference_of(answered(240, 300), answered(210, 300), Resampling(rounds=4000))
    together = difference_of(answered(80, 100, 3), answered(70, 100, 3), Resampling(rounds=4000))

    # then
    assert isinstance(apart.interval, Interval)
    assert isinstance(together.interval, Interval)
    widths = [one.high - one.low for one in (apart.interval, together.interval)]
    assert apart.first.answer_count == together.first.answer_count
    assert widths[1] / widths[0] == pytest.approx(3**0.5, rel=0.1)


def test_two_equal_groups_are_not_drawn_alike() -> None:
    # when
    difference = difference_of(answered(8, 10), answered(8, 10), Resampling())

    # then
    assert difference.value == 0
    assert isinstance(difference.interval, Interval)
    assert difference.interval.low < 0 < difference.interval.high


def test_an_empty_group_has_a_reason_and_the_other_its_share() -> None:
    # when
    difference = difference_of(answered(3, 4), [], Resampling())

    # then
    assert difference.value is Undefined.EMPTY_GROUP
    assert (difference.first.value, difference.second.value) == (0.75, Undefined.NO_ANSWERS)


def test_shares_of_all_or_nothing_have_no_interval() -> None:
    # when
    difference = difference_of(answered(4, 4), answered(0, 3), Resampling())

    # then
    assert difference.value == 1
    assert difference.interval is difference.first.interval is Undefined.NO_SPREAD
