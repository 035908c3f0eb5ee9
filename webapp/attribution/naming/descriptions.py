"""Descriptions: who or what a phrase such as "the union's president, Mary Kay Henry" is of."""

from __future__ import annotations

from dataclasses import replace

from webapp.attribution.naming.entities import Cast
from webapp.attribution.naming.epithets import Epithets
from webapp.attribution.naming.focus import Choice, Focus
from webapp.attribution.naming.people import EntityKind
from webapp.attribution.naming.phrases import head_of
from webapp.attribution.naming.steps import NameFound, Trail
from webapp.attribution.naming.words import is_person_noun, is_plural, words
from webapp.attribution.text.passages import Passages, Range


class Descriptions:
    """Reads phrases in small letters, with what was found for the sources before them."""

    def __init__(
        self, passages: Passages, cast: Cast, focus: Focus, before: list[NameFound]
    ) -> None:
        self.tokens = passages.tokens
        self.cast = cast
        self.before = before
        self.epithets = Epithets(passages, cast, focus)
        self.trail = Trail(passages)

    def beside(self, place: Range, source: Range) -> NameFound | None:
        """`the union's president, Mary Kay Henry`."""
        comma = place[1]
        is_pair = "and" in self.tokens.words[place[0] : comma]
        if is_pair or self.tokens.words[comma : comma + 1] != [","]:
            return None
        for run, figure in self.cast.within(comma + 1, comma + 4):
            is_beside = run.last <= source[1] or self.tokens.words[run.last : run.last + 1] == [","]
            is_person = figure and (
                figure.kind is EntityKind.PERSON
                or (figure.kind is EntityKind.OTHER and self._is_of_somebody(place))
            )
            if figure and is_person and is_beside and run.start == comma + 1:
                choice = Choice(figure, "apposition: the name stands beside it")
                return self.trail.chosen(choice, place, "description")
        return None

    def read(self, place: Range, source: Range) -> NameFound | None:
        """`the 65-year-old`, `the department`: by what is said of people and bodies."""
        before = self.tokens.words[place[0] - 1].casefold() if place[0] else ""
        is_definite = before in {"the", "this", "that"}
        head = self.tokens.words[head_of(self.tokens, place)].casefold()
        if is_plural(head):
            return None
        if is_definite or self.trail.opens_text(place[0]):
            choice = self.epithets.person(place, source[0]) or self.epithets.body(place, place[0])
            if choice:
                return self.trail.chosen(choice, place, "description")
        if is_definite and place[1] - place[0] == 1:
            return self._mentioned(place, head)
        return None

    def _mentioned(self, place: Range, head: str) -> NameFound | None:
        """`the campaign` after `the Sanders campaign`; `the company` after a company spoke."""
        for found in reversed(self.before[-8:]):
            if found.name and found.name.casefold().split()[-1] == head and not found.is_group:
                return self.trail.again(
                    found, place, "description", f"short form: the last {head} that spoke"
                )
        if head == "government":
            return self._government(place)
        if head not in words("any_body"):
            return None
        for found in reversed(self.before[-8:]):
            if found.figure and found.figure.kind in {EntityKind.ORGANISATION, EntityKind.OTHER}:
                reason = "description: what spoke last"
                last = self.trail.again(found, place, "description", reason)
                return replace(last, is_doubtful=True)
        return None

    def _government(self, place: Range) -> NameFound | None:
        """Of the country that the article is about, if it is about one."""
        counts = self.cast.countries.most_common(2)
        if not counts or (len(counts) > 1 and counts[0][1] < 2 * counts[1][1]):
            return None
        name = f"the government of {counts[0][0]}"
        reason = f"description: the article is mostly about {counts[0][0]}"
        return NameFound(name, (self.trail.step(place, "description", reason),), place[0])

    def _is_of_somebody(self, place: Range) -> bool:
        """Whether the phrase is for a person: an office or a relative."""
        head = self.tokens.words[head_of(self.tokens, place)].casefold()
        return is_person_noun(head) or head in words("kin")
