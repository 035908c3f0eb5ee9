"""How much two texts have in common: rare features count more than common ones."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from webapp.similarity.features import ANY, Feature, FeatureKind, features_of

WEIGHTS = {FeatureKind.NAME: 1.3, FeatureKind.NUMBER: 1.5, FeatureKind.WORD: 1.0}
LEAST = 0.05
"""Below it two texts have no more in common than any two have."""
MOST_REASONS = 4
Features = Mapping[str, Feature]
K = TypeVar("K")


@dataclass(frozen=True)
class Text:
    """Something that is compared, under the name by which the caller knows it."""

    key: str
    words: tuple[str, ...]
    """All that it says."""


@dataclass(frozen=True)
class Match:
    """One text, the one that it is most like, how much, and what the two share."""

    key: str
    target: str
    score: float
    shared: tuple[Feature, ...]
    """The rarest first."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is known of a text before it is read: how many features it has, and some of them."""

    feature_count: int
    names: Collection[str]


@dataclass(frozen=True)
class _Target:
    key: str
    features: Features
    length: float


class Likeness:
    """A measure that knows which features are rare."""

    def __init__(self, seen: Mapping[str, float]) -> None:
        """In how many texts each feature was seen, and as `ANY` how many there are."""
        self._count = seen.get(ANY, 0)
        self._seen = seen

    def promises(self, glimpses: Mapping[K, Glimpse], targets: Iterable[Text]) -> dict[K, float]:
        """How like one of the targets each may be, as far as that can be known."""
        worth: dict[str, list[tuple[int, float]]] = {}
        for place, target in enumerate(map(self._target, targets)):
            for name, feature in target.features.items():
                weight = self._weight(name, feature.kind)
                worth.setdefault(name, []).append((place, weight * weight / target.length))
        return {key: _promise(glimpse, worth) for key, glimpse in glimpses.items()}

    def ranked(self, texts: Iterable[Text], targets: Iterable[Text], most: int) -> list[Match]:
        """Those texts that are like one of the targets, the likest first, each once."""
        wanted = [self._target(target) for target in targets]
        known = {name for target in wanted for name in target.features}
        found = []
        for text in texts:
            features = _merged(text)
            if not known.isdisjoint(features):
                best = max(wanted, key=lambda target: self._score(features, target))
                score = self._score(features, best) / self._length(features)
                found.append((score, text.key, features, best))
        found.sort(key=lambda row: (-row[0], row[1]))
        return [
            Match(key, best.key, score, self._shared(features, best.features))
            for score, key, features, best in found[:most]
            if score >= LEAST
        ]

    def alike(self, text: Text, targets: Iterable[Text], most: int) -> list[Match]:
        """The targets that the text is like, the likest first, each key once."""
        features = _merged(text)
        found: dict[str, tuple[float, _Target]] = {}
        for target in targets:
            if all(features.keys().isdisjoint(features_of(words)) for words in target.words):
                continue
            other = self._target(target)
            score = self._score(features, other) / self._length(features)
            if score >= LEAST and score > found.get(target.key, (0.0,))[0]:
                found[target.key] = (score, other)
        ranked = sorted(found.values(), key=lambda row: (-row[0], row[1].key))
        return [
            Match(text.key, other.key, score, self._shared(features, other.features))
            for score, other in ranked[:most]
        ]

    def _target(self, text: Text) -> _Target:
        features = _merged(text)
        return _Target(text.key, features, self._length(features))

    def _score(self, features: Features, target: _Target) -> float:
        """How much the target shares with them, for its length."""
        shared = features.keys() & target.features.keys()
        if not shared:
            return 0.0
        weights = (
            self._weight(name, _kind(features[name], target.features[name])) for name in shared
        )
        return sum(weight * weight for weight in weights) / target.length

    def _shared(self, features: Features, other: Features) -> tuple[Feature, ...]:
        """What both have, in the words of the first, the rarest first."""
        names = sorted(features.keys() & other.keys(), key=lambda name: (-self._rarity(name), name))
        return tuple(
            Feature(features[name].words, _kind(features[name], other[name]))
            for name in names[:MOST_REASONS]
        )

    def _length(self, features: Features) -> float:
        return math.sqrt(sum(self._weight(name, one.kind) ** 2 for name, one in features.items()))

    def _weight(self, name: str, kind: FeatureKind) -> float:
        return self._rarity(name) * WEIGHTS[kind]

    def _rarity(self, name: str) -> float:
        return math.log((self._count + 1) / (self._seen.get(name, 0) + 0.5))


def _promise(glimpse: Glimpse, worth: Mapping[str, Iterable[tuple[int, float]]]) -> float:
    """The most that it shares with one of the places, for its length."""
    sums: dict[int, float] = {}
    for name in glimpse.names:
        for place, value in worth.get(name, ()):
            sums[place] = sums.get(place, 0.0) + value
    return max(sums.values(), default=0.0) / math.sqrt(glimpse.feature_count or 1)


def _merged(text: Text) -> Features:
    merged: dict[str, Feature] = {}
    for words in text.words:
        for name, feature in features_of(words).items():
            if name not in merged or feature.kind is FeatureKind.NAME:
                merged[name] = feature
    return merged


def _kind(one: Feature, other: Feature) -> FeatureKind:
    """A name where either is written as one: at the start of a sentence a capital says nothing."""
    return FeatureKind.NAME if FeatureKind.NAME in (one.kind, other.kind) else one.kind
