"""The question before all tags: was this a claim, and does it begin and end here.

Spans are half-open pairs of Unicode code points of one text, and never empty.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic

from webapp.agreement.answers import A
from webapp.agreement.measures import tally_figure
from webapp.agreement.results import AgreementFigure, Counts, Measure, Resampling, Undefined
from webapp.agreement.tallies import Kind, tally_of

Span = tuple[int, int]
MarkedClaim = Mapping[str, Collection[Span]]
"""What one person marked as one claim: spans by role, such as source, cue and content."""
ALIKE_FROM = 0.8
"""The share of all their code points that two claims have in common: a word or so differs."""


@dataclass(frozen=True)
class ReadText(Generic[A]):
    """One text, and what each of those who read it marked; who marked nothing has an empty one."""

    tokens: Sequence[Span]
    """In the text's order, without overlaps: words, or single code points."""
    marked: Mapping[A, Collection[MarkedClaim]]
    document: Hashable = None
    """Intervals draw the texts of one document together; one of none by itself."""


@dataclass(frozen=True)
class Found:
    """How many claims two people marked, and how many of them both did."""

    first_count: int
    second_count: int
    touching: int
    """Pairs, one to one, that share a code point."""
    alike: int
    """Of those, the pairs that share `ALIKE_FROM` of all their code points or more."""
    same: int
    """Of those, the pairs with the same code points."""

    @property
    def touching_f1(self) -> float | Undefined:
        """Was it a claim: 0 to 1, the harmonic mean of both people's shares."""
        return self._f1(self.touching)

    @property
    def alike_f1(self) -> float | Undefined:
        """Was it this claim, but for a word or so."""
        return self._f1(self.alike)

    @property
    def same_f1(self) -> float | Undefined:
        """Was it this claim with these boundaries."""
        return self._f1(self.same)

    def _f1(self, hits: int) -> float | Undefined:
        marked = self.first_count + self.second_count
        return 2 * hits / marked if marked else Undefined.NOTHING_MARKED

    def __add__(self, other: Found) -> Found:
        return Found(
            self.first_count + other.first_count,
            self.second_count + other.second_count,
            self.touching + other.touching,
            self.alike + other.alike,
            self.same + other.same,
        )


NOTHING = Found(0, 0, 0, 0, 0)


def found_of(first: Collection[MarkedClaim], second: Collection[MarkedClaim]) -> Found:
    """What two people found in one text; the F1 is the same whoever is first.

    Claims are matched one to one, those first that share the largest part of their code points,
    whatever their roles; contents alone are compared where no other role is given. F1, and not
    kappa, since what nobody marked cannot be counted: Hripcsak and Rothschild (2005), "Agreement,
    the F-measure, and reliability in information retrieval".
    """
    shares = list(_matched([_places(one) for one in first], [_places(one) for one in second]))
    return Found(
        len(first),
        len(second),
        len(shares),
        sum(share >= ALIKE_FROM for share in shares),
        sum(share == 1 for share in shares),
    )


def found_by_all(texts: Iterable[ReadText[A]]) -> Found:
    """The sum over all texts and all pairs of those who read each."""
    every = (
        found_of(text.marked[one], text.marked[other])
        for text in texts
        for one, other in combinations(text.marked, 2)
    )
    return sum(every, start=NOTHING)


def token_alpha(
    texts: Iterable[ReadText[A]], resampling: Resampling | None = None
) -> AgreementFigure:
    """Krippendorff's alpha of the boundaries: nominal, each token a unit, its roles the label.

    A token's label is the set of roles whose spans it touches; outside all it has the empty one.
    This is how PolNeAR reports agreement: Newell and others (2018), "An attribution relations
    corpus for political news". It simplifies Krippendorff's alpha for unitizing (1995, "On the
    reliability of unitizing continuous data"): gaps and lengths are not weighed, and a boundary
    missed by one token costs that token. Intervals draw whole documents, since the tokens of a
    claim hang together. Counts are of tokens, and of the people who read a text that another read.
    """
    read = [text for text in texts if len(text.marked) > 1 and text.tokens]
    number: dict[frozenset[str], int] = {}
    blocks = [
        (sum((_kinds(text, number) for text in some), start=Counter[Kind]()), 1)
        for some in by_document(read).values()
    ]
    token_count = sum(len(text.tokens) for text in read)
    answer_count = sum(len(text.tokens) * len(text.marked) for text in read)
    people = {person for text in read for person in text.marked}
    counts = Counts(token_count, answer_count, len(people))
    return tally_figure(tally_of(blocks), Measure.ALPHA, counts, resampling)


def by_document(texts: Iterable[ReadText[A]]) -> dict[Hashable, list[ReadText[A]]]:
    """The texts that hang together; a text of no document by itself."""
    found: dict[Hashable, list[ReadText[A]]] = {}
    for place, text in enumerate(texts):
        key = (text.document is None, place if text.document is None else text.document)
        found.setdefault(key, []).append(text)
    return found


def _kinds(text: ReadText[A], number: dict[frozenset[str], int]) -> Counter[Kind]:
    """How many tokens have each combination of labels; new labels get their number.

    People who marked the very same claims have the same labels, which are looked up once.
    """
    marked = {tuple(map(id, claims)): claims for claims in text.marked.values()}
    column = {
        key: [number.setdefault(roles, len(number)) for roles in _painted(text.tokens, claims)]
        for key, claims in marked.items()
    }
    columns = [column[tuple(map(id, claims))] for claims in text.marked.values()]
    kinds = Counter(zip(*columns, strict=True))
    found: Counter[Kind] = Counter()
    for labels, count in kinds.items():
        found[tuple(sorted(labels))] += count
    return found


def _painted(tokens: Sequence[Span], claims: Collection[MarkedClaim]) -> list[frozenset[str]]:
    """The roles that each token touches."""
    painted: list[set[str]] = [set() for _ in tokens]
    for claim in claims:
        for role, spans in claim.items():
            for start, end in spans:
                first = bisect.bisect_right(tokens, start, key=lambda token: token[1])
                last = bisect.bisect_left(tokens, end, key=lambda token: token[0])
                for roles in painted[first:last]:
                    roles.add(role)
    return [frozenset(roles) for roles in painted]


def _places(claim: MarkedClaim) -> frozenset[int]:
    return frozenset(
        place for spans in claim.values() for start, end in spans for place in range(start, end)
    )


def _matched(first: Sequence[frozenset[int]], second: Sequence[frozenset[int]]) -> Iterator[float]:
    """Of each pair, the share of all their code points that both have; the largest first."""
    likely = [
        (-len(one & other) / len(one | other), sorted([sorted(one), sorted(other)]), mine, theirs)
        for mine, one in enumerate(first)
        for theirs, other in enumerate(second)
        if not one.isdisjoint(other)
    ]
    left, right = set(range(len(first))), set(range(len(second)))
    for share, _, mine, theirs in sorted(likely):
        if mine in left and theirs in right:
            left.remove(mine)
            right.remove(theirs)
            yield -share
