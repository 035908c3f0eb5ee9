"""Each two annotators beside one another, and which labels were given for which."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic

from webapp.agreement.answers import A, Answers, L, U, pair_counts
from webapp.agreement.measures import Figures, figures_of_two
from webapp.agreement.results import Resampling


@dataclass(frozen=True)
class Pair(Generic[A]):
    """Two annotators, and every measure over the units that both answered."""

    first: A
    second: A
    figures: Figures


def pairs_of(
    answers: Answers[U, A, L],
    *,
    labels: Collection[L] = (),
    resampling: Resampling | None = None,
) -> tuple[Pair[A], ...]:
    """Each two of the annotators once, in their order; undefined where they share no unit."""
    return tuple(
        Pair(first, second, figures_of_two(chosen, labels=labels, resampling=resampling))
        for (first, second), chosen in pair_counts(answers).items()
    )


@dataclass(frozen=True)
class Cell(Generic[U]):
    """How often one label met another, and where."""

    pair_count: int
    """Pairs of answers; three people who all say the same are three pairs of one unit."""
    units: tuple[U, ...]
    """The units of these pairs, each once, in the order of the answers."""


@dataclass(frozen=True)
class Confusion(Generic[U, L]):
    """A square table of labels: what one person said, in rows, and the other, in columns."""

    labels: tuple[L, ...]
    cells: Mapping[tuple[L, L], Cell[U]]
    """Those that are not empty."""

    def cell(self, row: L, column: L) -> Cell[U]:
        """How often who said the row's label met who said the column's."""
        return self.cells.get((row, column), Cell(0, ()))

    @property
    def rows(self) -> tuple[tuple[L, tuple[Cell[U], ...]], ...]:
        """Each label with its cells, in the order of the labels."""
        return tuple(
            (row, tuple(self.cell(row, column) for column in self.labels)) for row in self.labels
        )

    @property
    def most(self) -> int:
        """The pairs in the fullest cell."""
        return max((cell.pair_count for cell in self.cells.values()), default=0)


def confusion_of(
    answers: Answers[U, A, L], *, labels: Sequence[L] = (), between: tuple[A, A] | None = None
) -> Confusion[U, L]:
    """Which labels were given to the same units, by all pairs of annotators or `between` two.

    Over all pairs the table is symmetrical: no two people have an order, so a cell and its mirror
    image tell of the same pairs. Between two, the first one's labels are the rows. `labels` are
    shown in their order, given or not; others that were given follow.
    """
    found: dict[tuple[L, L], tuple[list[int], dict[U, None]]] = {}
    for unit, (first, one), (second, other) in answers.pairs():
        if between is None:
            places = {(one, other), (other, one)}
        elif {first, second} == set(between):
            places = {(one, other) if first == between[0] else (other, one)}
        else:
            continue
        for place in places:
            count, units = found.setdefault(place, ([0], {}))
            count[0] += 1
            units[unit] = None
    return Confusion(
        labels=tuple(dict.fromkeys([*labels, *answers.labels])),
        cells={place: Cell(count[0], tuple(units)) for place, (count, units) in found.items()},
    )
