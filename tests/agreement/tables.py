"""Tables of answers as papers print them, and by chance."""

from collections.abc import Iterable, Sequence
from random import Random

from hypothesis import strategies as st

from webapp.agreement import Answers, Undefined, answers_of

MISSING = "."
TABLES = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.sampled_from("wxyz"), max_size=4), max_size=12
).map(lambda units: Answers(dict(enumerate(units))))
"""Up to twelve units and four annotators; answers may be missing, units too."""
RATED_BY_TWO = st.lists(
    st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=1, max_size=12
).map(lambda units: Answers({n: {"A": a, "B": b} for n, (a, b) in enumerate(units)}))


def number(value: float | Undefined) -> float:
    """The figure, which has to be one."""
    assert not isinstance(value, Undefined), value
    return value


def observed(*rows: str) -> Answers[int, int, str]:
    """A row for each observer, a value for each unit; a dot is none."""
    return answers_of(
        (unit, observer, None if value == MISSING else value)
        for observer, row in enumerate(rows)
        for unit, value in enumerate(row.split())
    )


def crossed(*rows: Sequence[int]) -> Answers[int, int, int]:
    """A cross table of two observers: how often the first said the row, the second the column."""
    chosen = (
        (row, column)
        for row, counts in enumerate(rows)
        for column, count in enumerate(counts)
        for _ in range(count)
    )
    return answers_of(
        (unit, observer, value)
        for unit, values in enumerate(chosen)
        for observer, value in enumerate(values)
    )


def distributed(rows: Iterable[Sequence[int]]) -> Answers[int, int, int]:
    """A row for each unit: how many observers chose each label, whoever they were."""
    return answers_of(
        (unit, observer, label)
        for unit, counts in enumerate(rows)
        for observer, label in enumerate(
            label for label, count in enumerate(counts) for _ in range(count)
        )
    )


def by_chance(chance: Random) -> Answers[int, int, int]:
    """Up to forty units, seven annotators and six labels, many answers missing.

    Two more units keep alpha defined: each is answered by two alike, with another label.
    """
    people, labels = chance.randint(2, 7), chance.randint(2, 6)
    rows = [(-1, 0, 0), (-1, 1, 0), (-2, 0, 1), (-2, 1, 1)]
    for unit in range(chance.randint(0, 40)):
        truth = chance.randrange(labels)
        for person in range(people):
            if chance.random() < 0.7:
                label = truth if chance.random() < 0.6 else chance.randrange(labels)
                rows.append((unit, person, label))
    return answers_of(rows)
