"""Who answered what: the table that every measure starts from. Answers may be missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Generic, TypeVar

from webapp.agreement.results import Counts

U = TypeVar("U", bound=Hashable)
A = TypeVar("A", bound=Hashable)
L = TypeVar("L", bound=Hashable)
G = TypeVar("G", bound=Hashable)


class AnsweredTwice(ValueError):
    """One person has two answers to one unit, of which nobody can say which counts."""


@dataclass(frozen=True)
class Answers(Generic[U, A, L]):
    """For each unit, such as a claim, the label that each annotator gave it.

    Who gave no answer is not in the mapping of the unit. Units, annotators and labels are whatever
    the caller knows them by: ids, codes, or a tuple for an answer of several parts.
    """

    units: Mapping[U, Mapping[A, L]]

    @cached_property
    def annotators(self) -> tuple[A, ...]:
        """Everybody with an answer, in one order whatever order the answers came in."""
        return tuple(
            sorted({person for given in self.units.values() for person in given}, key=repr)
        )

    @cached_property
    def labels(self) -> tuple[L, ...]:
        """Every label that was given, in one order whatever order the answers came in."""
        seen = {label for given in self.units.values() for label in given.values()}
        return tuple(sorted(seen, key=repr))

    @cached_property
    def counts(self) -> Counts:
        """How much of it can be compared."""
        compared = [given for given in self.units.values() if len(given) > 1]
        people = {person for given in compared for person in given}
        return Counts(len(compared), sum(map(len, compared)), len(people))

    def pairs(self) -> Iterator[tuple[U, tuple[A, L], tuple[A, L]]]:
        """Each two answers to one unit, the annotators in the order of `annotators`."""
        place = {person: number for number, person in enumerate(self.annotators)}
        for unit, given in self.units.items():
            if len(given) > 1:
                ordered = sorted(given.items(), key=lambda one: place[one[0]])
                for first, second in combinations(ordered, 2):
                    yield unit, first, second

    def by_group(self, group_of: Callable[[U], G]) -> dict[G, Answers[U, A, L]]:
        """The same answers apart, by what the caller says of each unit: article, type, round."""
        groups: dict[G, dict[U, Mapping[A, L]]] = {}
        for unit, given in self.units.items():
            groups.setdefault(group_of(unit), {})[unit] = given
        return {group: Answers(units) for group, units in groups.items()}


def answers_of(rows: Iterable[tuple[U, A, L | None]]) -> Answers[U, A, L]:
    """The table of rows (unit, annotator, label); None is no answer.

    Raises `AnsweredTwice` where a person has two answers to one unit, even two equal ones.
    """
    units: dict[U, dict[A, L]] = {}
    for unit, annotator, label in rows:
        given = units.setdefault(unit, {})
        if label is None:
            continue
        if annotator in given:
            raise AnsweredTwice(f"{annotator!r} has two answers to {unit!r}.")
        given[annotator] = label
    return Answers(units)


def pair_counts(answers: Answers[U, A, L]) -> dict[tuple[A, A], Counter[tuple[L, L]]]:
    """For each two annotators how often the first gave one label and the second another.

    All pairs are there, those without a unit in common empty.
    """
    found: dict[tuple[A, A], Counter[tuple[L, L]]] = {
        pair: Counter() for pair in combinations(answers.annotators, 2)
    }
    for _, (first, one), (second, other) in answers.pairs():
        found[first, second][one, other] += 1
    return found
