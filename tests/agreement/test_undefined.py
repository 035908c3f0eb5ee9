"""Where there is no figure, the reason stands in its place."""

import pytest

from webapp.agreement import AnsweredTwice, Measure, Undefined, answers_of, figures_of

CORRECTED = [measure for measure in Measure if measure is not Measure.PERCENT]


def test_nothing_at_all_has_no_figure() -> None:
    # when
    figures = figures_of(answers_of([]))

    # then
    assert {figure.value for figure in figures.values()} == {Undefined.NO_PAIRS}
    assert list(figures) == list(Measure)


def test_one_answer_to_each_claim_has_no_figure() -> None:
    # when
    figures = figures_of(answers_of([(1, "A", "support"), (2, "B", "deny"), (3, "A", None)]))

    # then
    assert {figure.value for figure in figures.values()} == {Undefined.NO_PAIRS}
    assert figures[Measure.ALPHA].counts.value_count == 0


@pytest.mark.parametrize("measure", CORRECTED)
@pytest.mark.parametrize("labels", [(), ("support", "deny")])
def test_everyone_choosing_the_same_is_not_perfect_agreement(measure, labels) -> None:
    # given
    rows = [(claim, person, "support") for claim in range(9) for person in "AB"]

    # when
    figures = figures_of(answers_of(rows), labels=labels)

    # then
    assert figures[measure].value is Undefined.ALL_THE_SAME
    assert figures[Measure.PERCENT].value == 1.0


@pytest.mark.parametrize("measure", CORRECTED)
def test_a_label_that_only_one_person_used_alone_makes_no_figure(measure) -> None:
    # given
    rows = [(1, "A", "support"), (1, "B", "support"), (2, "A", "deny")]

    # then
    assert figures_of(answers_of(rows))[measure].value is Undefined.ALL_THE_SAME


def test_cohens_kappa_of_three_is_asked_of_each_pair() -> None:
    # given
    rows = [(claim, person, person) for claim in range(2) for person in "ABC"]

    # then
    assert figures_of(answers_of(rows))[Measure.COHEN].value is Undefined.MORE_THAN_TWO


def test_two_people_with_one_label_each_agree_as_by_chance() -> None:
    # given
    rows = [(claim, person, person) for claim in range(2) for person in "AB"]

    # then
    assert figures_of(answers_of(rows))[Measure.COHEN].value == 0.0


@pytest.mark.parametrize("second", ["support", "deny"])
def test_a_second_answer_of_one_person_is_refused(second: str) -> None:
    with pytest.raises(AnsweredTwice):
        answers_of([(1, "A", "support"), (1, "A", second)])


def test_an_answer_of_several_parts_is_one_label() -> None:
    # given sources in their order
    rows = [(1, "A", ("x", "y")), (1, "B", ("y", "x")), (2, "A", ("x",)), (2, "B", ("x",))]

    # then
    assert figures_of(answers_of(rows))[Measure.PERCENT].value == 0.5


def test_every_reason_is_a_sentence() -> None:
    assert all(reason[0].isupper() and reason.endswith(".") for reason in Undefined)
