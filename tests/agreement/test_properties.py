"""What holds for every table of answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.tables import RATED_BY_TWO, TABLES, number
from webapp.agreement import Answers, Measure, Resampling, Undefined, figures_of
from webapp.agreement.answers import U

Table = Answers[int, str, str]
RESAMPLING = Resampling(rounds=40)


def values_of(answers: Answers[U, str, str]) -> dict[Measure, float | Undefined]:
    """The figures, rounded so far that the order of a sum does not show."""
    return {
        measure: figure.value if isinstance(figure.value, Undefined) else round(figure.value, 12)
        for measure, figure in figures_of(answers).items()
    }


@given(TABLES)
def test_a_figure_is_a_number_at_most_1_or_a_reason(answers: Table) -> None:
    for figure in figures_of(answers, resampling=RESAMPLING).values():
        assert isinstance(figure.value, Undefined) or figure.value <= 1
        assert figure.is_defined or figure.interval is None


@given(TABLES, st.randoms())
def test_the_order_of_units_and_of_answers_changes_nothing(answers: Table, chance) -> None:
    # given
    units = [(unit, list(labels.items())) for unit, labels in answers.units.items()]
    chance.shuffle(units)
    for _, labels in units:
        chance.shuffle(labels)
    shuffled = Answers({unit: dict(labels) for unit, labels in units})

    # then
    assert figures_of(shuffled, resampling=RESAMPLING) == figures_of(answers, resampling=RESAMPLING)


@given(TABLES, st.permutations("ABCD"))
def test_who_is_who_changes_nothing(answers: Table, people: list[str]) -> None:
    # given
    name = dict(zip("ABCD", people, strict=True))
    renamed = Answers(
        {
            unit: {name[person]: label for person, label in labels.items()}
            for unit, labels in answers.units.items()
        }
    )

    # then
    assert values_of(renamed) == values_of(answers)


@given(TABLES, st.permutations("wxyz"))
def test_what_the_labels_are_called_changes_nothing(answers: Table, labels: list[str]) -> None:
    # given
    name = dict(zip("wxyz", labels, strict=True))
    renamed = Answers(
        {
            unit: {person: name[label] for person, label in given.items()}
            for unit, given in answers.units.items()
        }
    )

    # then
    assert values_of(renamed) == values_of(answers)


@given(TABLES)
def test_units_that_nobody_answered_change_nothing(answers: Table) -> None:
    assert values_of(Answers({**answers.units, -1: {}})) == values_of(answers)


@given(TABLES)
def test_every_unit_twice_changes_alpha_alone_which_knows_how_many_there_are(
    answers: Table,
) -> None:
    # given
    twice = Answers(
        {(unit, copy): given for unit, given in answers.units.items() for copy in range(2)}
    )
    once, doubled = values_of(answers), values_of(twice)

    # then
    alpha, more = once.pop(Measure.ALPHA), doubled.pop(Measure.ALPHA)
    assert doubled == once
    assert more == alpha or number(more) < number(alpha)


@given(TABLES)
def test_all_alike_is_1_where_two_labels_were_chosen(answers: Table) -> None:
    # given
    alike = Answers(
        {
            unit: dict.fromkeys(given, "wxyz"[number % 2])
            for number, (unit, given) in enumerate(answers.units.items())
        }
    )
    compared = [labels for labels in alike.units.values() if len(labels) > 1]
    chosen = {label for labels in compared for label in labels.values()}

    # then
    values = {figure.value for figure in figures_of(alike).values() if figure.is_defined}
    assert values == ({1.0} if chosen else set())
    assert (figures_of(alike)[Measure.ALPHA].value == 1.0) == (len(chosen) == 2)


@given(RATED_BY_TWO)
def test_alpha_of_two_is_scotts_pi_but_for_the_number_of_answers(answers: Table) -> None:
    # given
    figures = figures_of(answers)
    alpha, pi = figures[Measure.ALPHA].value, figures[Measure.FLEISS].value

    # then Krippendorff (2004), "Reliability in content analysis: some common misconceptions"
    if isinstance(alpha, Undefined) or isinstance(pi, Undefined):
        assert alpha == pi
    else:
        assert alpha == pytest.approx(pi + (1 - pi) / (2 * len(answers.units)))
