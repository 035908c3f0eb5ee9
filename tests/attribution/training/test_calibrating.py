"""Confidence comes true."""

import random

import pytest

from webapp.attribution.tagging.confidence import confidence
from webapp.attribution.tagging.links import Link
from webapp.attribution.training.calibrating import calibrated


def test_what_was_right_seven_times_in_ten_is_called_so() -> None:
    # given
    chance = random.Random(1)
    links = [
        Link(((1, 2),), ((0, 1),), ((2, 4),), cue_chance=said, role_chance=0.9)
        for said in (0.6, 0.95)
        for _ in range(500)
    ]
    found = [chance.random() < (0.7 if link.cue_chance < 0.9 else 0.98) for link in links]

    # when
    weights = calibrated(links, found)

    # then
    assert confidence(links[0], weights) == pytest.approx(0.7, abs=0.05)
    assert confidence(links[-1], weights) == pytest.approx(0.98, abs=0.02)
