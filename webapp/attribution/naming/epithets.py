"""Epithets: who "the 65-year-old", "the Vermont senator" or "the department" is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from webapp.attribution.naming.entities import Cast
from webapp.attribution.naming.focus import Choice, Focus
from webapp.attribution.naming.people import EntityKind, Figure
from webapp.attribution.naming.phrases import head_of
from webapp.attribution.naming.words import gender_of_noun, is_person_noun, words
from webapp.attribution.text.passages import Passages, Range

_MAIN = words("main_roles")
_GENERAL = words("general_roles")
_SAME = {
    "congressman": "representative",
    "congresswoman": "representative",
    "lawmaker": "senator",
    "nominee": "candidate",
    "businessman": "billionaire",
}
_DEPUTIES = frozenset({"vice", "deputy", "assistant", "associate", "acting", "shadow"})
"""Without these somebody else is meant."""
_LINKS = words("prepositions") | frozenset(
    ["the", "a", "an", "and", "former", "current", "then", "-", "s"]
)
"""Words of a description that tell nobody apart."""
_LEAD = 1.25
_MOST_DESCRIBED = 30
"""People of one description that are weighed."""


class Epithets:
    """What is said of the figures, word by word, and the bodies by the words of their names."""

    def __init__(self, passages: Passages, cast: Cast, focus: Focus) -> None:
        self.passages = passages
        self.focus = focus
        self._described: defaultdict[str, list[Figure]] = defaultdict(list)
        self._bodies: defaultdict[str, list[Figure]] = defaultdict(list)
        self._ages: defaultdict[str, list[Figure]] = defaultdict(list)
        people = [
            figure for figure in cast.figures if figure.runs and figure.kind is EntityKind.PERSON
        ]
        self._people = sorted(people, key=lambda figure: -len(figure.runs))[:_MOST_DESCRIBED]
        for figure in cast.figures:
            if figure.runs:
                self._index(figure)

    def _index(self, figure: Figure) -> None:
        if figure.kind is EntityKind.PERSON:
            for word in sorted(figure.described):
                if len(self._described[word]) < _MOST_DESCRIBED:
                    self._described[word].append(figure)
            self._ages[figure.age].append(figure)
        elif len(figure.full_run.words) > 1:
            for name_word in {word.casefold() for word in figure.full_run.words}:
                if len(self._bodies[name_word]) < _MOST_DESCRIBED:
                    self._bodies[name_word].append(figure)

    def person(self, place: Range, token: int) -> Choice | None:
        """Who a description in the singular is of; None where it describes nobody known."""
        said = self._said(place)
        head = self.passages.tokens.words[head_of(self.passages.tokens, place)].casefold()
        ranked = [
            figure for _, figure in self.focus.standing.get(token, []) if self._fits(figure, said)
        ]
        if "old" in said and "year" in said:
            return self._aged(said, ranked)
        if not is_person_noun(head) and head != "runner":
            return None
        best = self._best(said, head)
        near = [figure for figure in ranked if not best or figure in best]
        if best:
            choice = self._called(best, near, is_main=token == 0 or head in _MAIN)
            return replace(choice, is_doubtful=not _is_all_of(said, choice.figure))
        main = self._main(self._people) if head in _MAIN else None
        if main:
            reason = "description: the one whom the article is mostly about"
            return Choice(main, reason, is_doubtful=True)
        is_general = head in _GENERAL or said[0] == "former"
        return self._general(near, token) if is_general and near else None

    def _called(self, best: list[Figure], near: list[Figure], is_main: bool) -> Choice:
        """Of those who are called so in the article the only one, the main one, the last one."""
        if len(best) == 1:
            return Choice(best[0], f"description: {best[0].name} is called so in the article")
        main = self._main(best) if is_main else None
        if main:
            return Choice(main, "description: of those called so, the one it is mostly about")
        if near:
            return Choice(near[0], "description: of those called so, the one spoken of last")
        return Choice(None, "description: several are called so")

    def _said(self, place: Range) -> list[str]:
        return [word.casefold() for word in self.passages.tokens.words[place[0] : place[1]]]

    def _fits(self, figure: Figure, said: list[str]) -> bool:
        """Whether its pronoun is the one that some word of the description tells."""
        wanted = next((gender for gender in map(gender_of_noun, said) if gender), "")
        return not wanted or self.focus.gender(figure) in {"", wanted}

    def _aged(self, said: list[str], ranked: list[Figure]) -> Choice | None:
        age = said[said.index("year") - 2] if said.index("year") > 1 else ""
        same = self._ages.get(age, [])
        if age and len(same) == 1:
            return Choice(same[0], "description: the only one of this age")
        ageless = [figure for figure in ranked if figure.age in {"", age}]
        if not ageless:
            return Choice(None, "description: nobody of this age is known")
        reason = "description: the one spoken of last whose age may be this"
        return Choice(ageless[0], reason, is_doubtful=True)

    def _best(self, said: list[str], head: str) -> list[Figure]:
        """Those of whom most of the words are said, the last word or its like among them."""
        heads = {head, _SAME.get(head, head)}
        counts: dict[Figure, int] = {}
        for word in dict.fromkeys([*said, *heads]):
            for figure in self._described.get(word, ()):
                counts[figure] = counts.get(figure, 0) + 1 + (word in heads)
        fitting = {
            figure: count
            for figure, count in counts.items()
            if not heads.isdisjoint(figure.described) and self._fits(figure, said)
        }
        most = max(fitting.values(), default=0)
        return [figure for figure, count in fitting.items() if count == most]

    def _main(self, known: list[Figure]) -> Figure | None:
        """The one who is named half as often again as any other."""
        counts = sorted((len(figure.runs) for figure in known), reverse=True)
        if not counts or (len(counts) > 1 and counts[0] < 1.5 * counts[1]):
            return None
        return max(known, key=lambda figure: len(figure.runs))

    def _general(self, near: list[Figure], token: int) -> Choice:
        rows = [row for row in self.focus.standing.get(token, []) if row[1] in near]
        if len(rows) > 1 and rows[0][0] < _LEAD * rows[1][0]:
            return Choice(None, "description: more than one person may be meant")
        return Choice(rows[0][1], "description: the one spoken of last", is_doubtful=True)

    def body(self, place: Range, token: int) -> Choice | None:
        """Which body a single word such as "department" or "group" is short for."""
        if place[1] - place[0] != 1:
            return None
        head = self.passages.tokens.words[place[0]].casefold()
        if head not in words("org_heads"):
            return None
        known = [figure for figure in self._bodies.get(head, ()) if figure.is_known_before(token)]
        if known:
            last = max(known, key=lambda figure: figure.run_before(token).first)
            return Choice(last, f"short form: the last {head} that is named")
        return None


def _is_all_of(said: list[str], figure: Figure | None) -> bool:
    """Whether the article calls somebody by every word of the description."""
    if not figure:
        return False
    called = figure.described | {_SAME.get(word, word) for word in figure.described} | _LINKS
    is_called = all(word in called or _SAME.get(word, word) in called for word in said)
    return is_called and _DEPUTIES.intersection(figure.described).issubset(said)
