"""Focus: whom the text speaks of at each point, and so who "he" and "she" are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.attribution.naming.entities import Cast
from webapp.attribution.naming.names import NameInText
from webapp.attribution.naming.people import EntityKind, Figure
from webapp.attribution.naming.speakers import covered, near, voices
from webapp.attribution.naming.words import HE, PREPOSITIONS, SHE, pronoun_of, words
from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages

_FADING = 0.5
"""What is left of everybody's weight at the next sentence."""
_UNSURE = 0.5
"""What counts of somebody whose pronoun the text has not told."""
_FORGOTTEN = 0.02
_LEAD = 1.25
"""How far the first must be ahead of the second, else the pronoun stays open."""
_CLEAR = 5
"""How far it must be ahead to leave little doubt: 89 of 91 are right then, 20 of 24 below."""
_CLEFT = 3
"""What "it was Jones who" weighs: the sentence sets her against everybody else in it."""
_MOST_NAMES = 40
"""People who are weighed at once."""
_FURTHEST = 400
"""Tokens of one content in which names are looked for."""
_MEANWHILE = frozenset({"when", "where"})
_FRONTED = words("fronted")
_PRONOUNS = {
    form(word): pronoun
    for pronoun, forms in (("he", HE), ("she", SHE))
    for word in forms
    for form in (str.lower, str.capitalize, str.upper)
}
_CALLED = {"he": "man", "she": "woman", "": "person"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a pronoun stands for, None where the text leaves it open, and why."""

    figure: Figure | None
    reason: str
    is_doubtful: bool = False
    """Whether somebody else may well be meant."""


class Focus:
    """Reads an article in order; weighs who is spoken of; keeps what each pronoun stands for."""

    def __init__(self, passages: Passages, cast: Cast, links: Sequence[Link]) -> None:
        self.passages = passages
        self.cast = cast
        self.choices: dict[int, Choice] = {}
        self.standing: dict[int, list[tuple[float, Figure]]] = {}
        """For the first token of each source: who was spoken of, the likeliest first."""
        self._weights: dict[Figure, float] = {}
        self._genders = {figure: figure.gender for figure in cast.figures}
        self._sources = {first: link for link in links for first, _ in link.source[:1]}
        self._said = covered(passages, links, cast)
        self._speaking = {k for link in links for piece in link.source for k in near(piece)}
        self._named = {run.first: (run, figure) for run, figure in cast.named}
        self._voices = voices(passages, links, cast)
        for figure in self._voices:
            self._genders[figure] = pronoun_of(figure.full_run.key[0]) or ""
        self._starts = {first for first, _ in passages.sentences}
        words = passages.tokens.words
        pronouns = [i for i, word in enumerate(words) if word in _PRONOUNS]
        self._events = sorted(self._starts.union(self._named, self._sources, pronouns))
        self._named_last = (-1, 0.0)
        self._next, self._sentence, self._has_subject = 0, 0, False

    def gender(self, figure: Figure) -> str:
        """The pronoun by which the text calls somebody, as far as it was read."""
        return self._genders.get(figure, "")

    def advance(self, token: int) -> None:
        """Read on, up to and with a token."""
        while self._next < len(self._events) and self._events[self._next] <= token:
            self._event(self._events[self._next])
            self._next += 1

    def is_said_by(self, source: int, token: int) -> bool:
        """Whether a token stands in what the source that begins there says."""
        link = self._sources.get(source)
        return link is not None and any(first <= token < last for first, last in link.content)

    def speaks(self, figure: Figure) -> None:
        """Weigh somebody who was just found to be a source that has no name of its own."""
        self._add(figure, 0.6)

    def _event(self, i: int) -> None:
        if i in self._starts:
            self._fade()
            self._sentence, self._has_subject = i, False
        if i in self._sources:
            self.standing[i] = self._ranked("", self._excluded(i))
        if i in self._named:
            self._has_subject = self._name(*self._named[i]) or self._has_subject
        elif (word := self.passages.tokens.words[i]) in _PRONOUNS:
            self._pronoun(i, _PRONOUNS[word])

    def _fade(self) -> None:
        self._weights = {
            figure: weight * _FADING
            for figure, weight in self._weights.items()
            if weight > _FORGOTTEN
        }

    def _name(self, run: NameInText, figure: Figure | None) -> bool:
        """Weigh a name; gives whether it may be its sentence's subject."""
        if not figure or figure.kind in {EntityKind.PLACE, EntityKind.ORGANISATION}:
            return False
        words = self.passages.tokens.words
        before = words[run.start - 1].casefold() if run.start else ""
        after = "".join(words[run.last : run.last + 2])
        weight = 0.5 if self._has_subject else 1.0
        if after.startswith(("'s", "’s")) or before in PREPOSITIONS:
            weight = 0.4
        if before in {"was", "is"} and words[run.start - 2].casefold() == "it":
            weight = _CLEFT
        if before == "and" and self._named_last[0] == run.start - 1:
            weight = self._named_last[1]
        if self._said[run.first]:
            weight *= 0.5
        if self.passages.inside[run.first] >= 0:
            weight = 0.15
        if run.first in self._speaking:
            weight = 1.3
        self._add(figure, weight)
        self._named_last = (run.last, weight)
        return weight >= 1

    def _add(self, figure: Figure, weight: float) -> None:
        self._weights[figure] = self._weights.get(figure, 0.0) + weight
        if len(self._weights) > 2 * _MOST_NAMES:
            heaviest = sorted(self._weights.items(), key=lambda row: -row[1])
            self._weights = dict(heaviest[:_MOST_NAMES])

    def _pronoun(self, i: int, pronoun: str) -> None:
        choice = self._choose(i, pronoun)
        self.choices[i] = choice
        if choice.figure and self.passages.inside[i] < 0:
            self._genders[choice.figure] = pronoun
            is_subject = self.passages.tokens.words[i].casefold() in {"he", "she"}
            weight = 0.9 if i in self._speaking else 0.7
            self._add(choice.figure, weight if is_subject else 0.2)

    def _choose(self, i: int, pronoun: str) -> Choice:
        if here := self._by_sentence(i, pronoun):
            return here
        ranked = self._ranked(pronoun, self._excluded(i))
        if not ranked:
            return Choice(None, f"pronoun: no {_CALLED[pronoun]} is named before it")
        figure = ranked[0][1]
        called = _CALLED[pronoun if self.gender(figure) else ""]
        may_be_thing = figure in self._voices
        if len(ranked) == 1:
            return Choice(figure, f"pronoun: the only {called} named before", may_be_thing)
        if ranked[0][0] < _LEAD * ranked[1][0]:
            return Choice(None, "pronoun: more than one person may be meant")
        is_doubtful = may_be_thing or ranked[0][0] < _CLEAR * ranked[1][0]
        return Choice(figure, f"pronoun: the {called} spoken of last", is_doubtful)

    def _ranked(self, pronoun: str, excluded: set[Figure]) -> list[tuple[float, Figure]]:
        fitting = [
            (weight * (_UNSURE if pronoun and not self.gender(figure) else 1), figure)
            for figure, weight in self._weights.items()
            if figure not in excluded
            and (figure.kind is EntityKind.PERSON or self.gender(figure) or figure in self._voices)
            and (not pronoun or self.gender(figure) in {"", pronoun})
        ]
        return sorted(fitting, key=lambda row: -row[0])

    def _excluded(self, i: int) -> set[Figure]:
        """Those whom what is said names: who speaks seldom names himself."""
        link = self._sources.get(i)
        if not link:
            return set()
        named: set[Figure] = set()
        for first, last in link.content:
            rows = self.cast.within(first, min(last, first + _FURTHEST))
            named.update(figure for _, figure in rows if figure)
        return named

    def _by_sentence(self, i: int, pronoun: str) -> Choice | None:
        """Whom the shape of the sentence tells."""
        later = self._named_later(i, pronoun)
        if later:
            return Choice(later, "pronoun: the name follows in the same sentence")
        met = self._met(i, pronoun)
        if met:
            return Choice(met, "pronoun: with whom they met when it was said", is_doubtful=True)
        return None

    def _met(self, i: int, pronoun: str) -> Figure | None:
        """Whom the sentence has others meet: "their talks with Jones, when he said"."""
        words = self.passages.tokens.words
        if i < 3 or words[i - 1] not in _MEANWHILE or words[i - 2] != ",":
            return None
        for run, figure in self.cast.within(max(self._sentence, i - 12), i - 2):
            is_met = run.last == i - 2 and words[run.start - 1].casefold() == "with"
            if is_met and figure and figure.kind is EntityKind.PERSON:
                return figure if self.gender(figure) in {"", pronoun} else None
        return None

    def _named_later(self, i: int, pronoun: str) -> Figure | None:
        """The subject behind the comma of "As he spoke, Jones ..."."""
        words = self.passages.tokens.words
        if words[self._sentence].casefold() not in _FRONTED or i - self._sentence > 3:
            return None
        ahead = words[i : i + 40]
        if "," not in ahead:
            return None
        comma = i + ahead.index(",")
        for run, figure in self.cast.within(comma + 1, comma + 5):
            is_subject = run.start == comma + 1
            if is_subject and figure and figure.kind is EntityKind.PERSON:
                return figure if self.gender(figure) in {"", pronoun} else None
        return None
