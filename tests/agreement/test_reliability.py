"""What a figure is worth, in words."""

import pytest

from webapp.agreement import EXPECTATIONS, Measure, Reliability, reliability_of


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [
        (1.0, Reliability.RELIABLE),
        (0.8, Reliability.RELIABLE),
        (0.7996, Reliability.TENTATIVE),
        (0.667, Reliability.TENTATIVE),
        (0.6669, Reliability.LOW),
        (-0.2, Reliability.LOW),
    ],
)
def test_an_alpha_is_read_by_its_bounds(alpha: float, expected: Reliability) -> None:
    assert reliability_of(alpha) is expected


def test_every_measure_has_its_name_in_words() -> None:
    assert len({measure.label for measure in Measure}) == len(Measure)


def test_what_others_reached_names_who_they_are() -> None:
    assert {field: one.origin for field, one in EXPECTATIONS.items()} == {
        "stance": "NewsClaims",
        "dispute_status": "AVeriTeC",
        "spans": "PolNeAR",
    }
