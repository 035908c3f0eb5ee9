"""Each two people, and the claims on which they differ."""

import pytest

from tests.agreement.tables import crossed, number
from webapp.agreement import (
    Cell,
    Interval,
    Measure,
    Resampling,
    Undefined,
    answers_of,
    confusion_of,
    field_agreement,
    figures_of,
    pairs_of,
)

ROWS = [
    ("c1", "ana", "support"),
    ("c1", "ben", "support"),
    ("c1", "cy", "deny"),
    ("c2", "ana", "deny"),
    ("c2", "ben", "query"),
    ("c3", "ben", "support"),
    ("c3", "ana", "support"),
    ("c4", "dee", "support"),
]
CODES = ("support", "deny", "query", "comment")


def test_every_two_people_are_there_once() -> None:
    # when
    pairs = pairs_of(answers_of(ROWS))

    # then
    assert [(pair.first, pair.second) for pair in pairs] == [
        ("ana", "ben"),
        ("ana", "cy"),
        ("ana", "dee"),
        ("ben", "cy"),
        ("ben", "dee"),
        ("cy", "dee"),
    ]


def test_a_pair_is_measured_by_the_claims_that_both_answered() -> None:
    # when
    pair = pairs_of(answers_of(ROWS))[0]

    # then
    assert pair.figures[Measure.PERCENT].value == pytest.approx(2 / 3)
    assert pair.figures[Measure.COHEN].value == pytest.approx(2 / 5)
    assert pair.figures[Measure.PERCENT].counts.unit_count == 3


def test_people_with_no_claim_in_common_have_a_reason_and_no_figure() -> None:
    # when
    pair = pairs_of(answers_of(ROWS))[2]

    # then
    assert {figure.value for figure in pair.figures.values()} == {Undefined.NO_PAIRS}


@pytest.mark.parametrize("measure", list(Measure))
def test_a_pair_has_the_figures_and_intervals_of_the_two_alone(measure: Measure) -> None:
    # given
    answers = crossed((13, 1, 0), (0, 20, 7), (0, 4, 56))

    # when
    (pair,) = pairs_of(answers, labels=range(4), resampling=Resampling(rounds=50))

    # then
    alone = figures_of(answers, labels=range(4), resampling=Resampling(rounds=50))
    assert pair.figures == alone
    assert isinstance(alone[measure].interval, Interval)


def test_over_all_pairs_the_table_is_its_own_mirror_image() -> None:
    # when
    confusion = confusion_of(answers_of(ROWS), labels=CODES)

    # then
    counts = [[cell.pair_count for cell in cells] for _, cells in confusion.rows]
    assert counts == [[2, 2, 0, 0], [2, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]
    assert confusion.most == 2


def test_a_cell_opens_its_claims_each_once() -> None:
    # when
    confusion = confusion_of(answers_of(ROWS), labels=CODES)

    # then
    assert confusion.cell("deny", "support") == Cell(2, ("c1",))
    assert confusion.cell("support", "support") == Cell(2, ("c1", "c3"))
    assert confusion.cell("comment", "comment") == Cell(0, ())


def test_between_two_the_first_ones_labels_are_the_rows() -> None:
    # given
    answers = answers_of(ROWS)

    # when
    one, other = (
        confusion_of(answers, between=between) for between in (("ana", "ben"), ("ben", "ana"))
    )

    # then
    assert one.cell("deny", "query") == other.cell("query", "deny") == Cell(1, ("c2",))
    assert one.cell("query", "deny") == Cell(0, ())
    assert one.cell("support", "support").units == ("c1", "c3")


def test_labels_that_the_codebook_lost_follow_those_that_it_has() -> None:
    assert confusion_of(answers_of(ROWS), labels=("deny", "comment")).labels == (
        "deny",
        "comment",
        "query",
        "support",
    )


def test_labels_that_nobody_chose_count_for_ac1() -> None:
    # given
    answers = crossed((13, 0), (4, 3))

    # when
    few, many = (figures_of(answers, labels=labels)[Measure.AC1] for labels in ((), range(5)))

    # then
    assert number(few.value) < number(many.value)


def test_a_field_has_it_all() -> None:
    # when
    field = field_agreement(ROWS, labels=CODES, resampling=Resampling(rounds=20))

    # then
    answers = answers_of(ROWS)
    assert field.figures == figures_of(answers, labels=CODES, resampling=Resampling(rounds=20))
    assert field.pairs == pairs_of(answers, labels=CODES)
    assert field.confusion == confusion_of(answers, labels=CODES)


def test_answers_come_apart_by_what_is_known_of_their_claims() -> None:
    # given
    answers = answers_of(ROWS)

    # when
    groups = answers.by_group(lambda claim: "early" if claim < "c3" else "late")

    # then
    assert {name: list(group.units) for name, group in groups.items()} == {
        "early": ["c1", "c2"],
        "late": ["c3", "c4"],
    }
