"""Pronouns: what "they", "it", "who" and their like stand for, by what stands before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from webapp.attribution.attributions import EACH
from webapp.attribution.naming.entities import Cast
from webapp.attribution.naming.focus import Choice, Focus
from webapp.attribution.naming.people import EntityKind
from webapp.attribution.naming.phrases import bare, group_before, phrase_before
from webapp.attribution.naming.steps import NameFound, Trail, is_one_name
from webapp.attribution.naming.words import (
    ARTICLES,
    HE,
    LONGEST_WALK,
    PREPOSITIONS,
    RELATIVES,
    SHE,
    gender_of_noun,
    words,
)
from webapp.attribution.text.passages import Passages, Range

_GROUPS = words("they")
_THINGS = words("it")
_OPEN = words("nobody")
_SOME = words("some")
_SHARES = words("shares")
_LOOSE = _GROUPS | {"some", "many", "most"}
_NEARBY = 3
"""Sentences, counted with its own, in which a group or a body may have been named."""

_MOST_BEFORE = 6
"""Sources before a pronoun that it may stand for."""
_FURTHEST = 120
"""Tokens before or from the start of a sentence in which names are looked for."""


class Pronouns:
    """Reads pronouns, with what was found for the sources before them."""

    def __init__(
        self,
        passages: Passages,
        cast: Cast,
        focus: Focus,
        before: list[NameFound],
        read: Callable[[Range, Range], NameFound],
    ) -> None:
        self.passages = passages
        self.tokens = passages.tokens
        self.cast = cast
        self.focus = focus
        self.before = before
        self.trail = Trail(passages)
        self._phrase = read
        self._by_end = {run.last: (run, figure) for run, figure in cast.named}

    def read(self, place: Range) -> NameFound | None:
        """What a pronoun stands for; None where the words are no pronoun."""
        word = self.tokens.words[place[0]].casefold()
        if place[1] - place[0] > 1:
            last = (place[1] - 1, place[1])
            is_share = self.tokens.words[last[0]].casefold() in _GROUPS
            return self._group(last) if word in _SHARES and is_share else None
        if word in HE or word in SHE:
            return self._he_or_she(place, "he" if word in HE else "she")
        if word in RELATIVES:
            return self._relative(place)
        if word in _GROUPS or word in _SHARES - _SOME:
            return self._group(place)
        return self._body(place, word)

    def _body(self, place: Range, word: str) -> NameFound | None:
        if word in _THINGS:
            return self._thing(place)
        if word in _SOME:
            return self.trail.open(place, "pronoun", "pronoun: the text does not say which of them")
        if word in _OPEN:
            return self.trail.open(place, "pronoun", "pronoun: stands for nobody in particular")
        return None

    def _he_or_she(self, place: Range, pronoun: str) -> NameFound:
        choice = self.focus.choices.get(place[0], Choice(None, "pronoun: nobody is named"))
        role = self.before[-1] if self.before else None
        if role and role.role and role.token >= self.trail.sentence(place[0], 1) and role.name:
            is_later = not choice.figure or choice.figure.run_before(place[0]).first < role.token
            if is_later and gender_of_noun(role.role) in {"", pronoun}:
                last = self.trail.again(role, place, "pronoun", "pronoun: who spoke last")
                return replace(last, is_doubtful=last.is_doubtful or not gender_of_noun(role.role))
        return self.trail.chosen(choice, place, "pronoun")

    def _relative(self, place: Range) -> NameFound:
        end = place[0]
        while end and self.tokens.words[end - 1] in {",", "-", "—", "–"}:
            end -= 1
        start = self.trail.sentence(place[0])
        word = self.tokens.words[place[0]].casefold()
        if word == "that" and end < place[0]:
            return self.trail.open(place, "pronoun", "pronoun: stands for what was said")
        is_body = self._by_end.get(end, (None, None))[1] is not None and word in {"which", "that"}
        end = end if is_body else self._over_apposition(end, max(start, end - 2 * LONGEST_WALK))
        run, figure = self._by_end.get(end, (None, None))
        if run and figure:
            choice = Choice(figure, "relative: belongs to the name before it")
            return self.trail.chosen(choice, place, "relative")
        before = phrase_before(self.passages, end, start) if end > start else None
        if not before:
            return self.trail.open(place, "relative", "relative: nothing before it is a name")
        for owner, _ in self.cast.within(*before):
            if "".join(self.tokens.words[owner.last : owner.last + 1]) in {"'", "’"}:
                before = (owner.start, before[1])
        found = self._phrase(bare(self.tokens, before), before)
        reason = "relative: belongs to the phrase before it"
        step = self.trail.step(place, "relative", reason)
        return replace(found, steps=(step, *found.steps), token=place[0])

    def _over_apposition(self, end: int, start: int) -> int:
        """Before `, an early endorser` and `(R-Idaho)` where a name stands there."""
        for i in range(end - 1, max(start, end - LONGEST_WALK), -1):
            word = self.tokens.words[i]
            if word in {",", "("}:
                follows = self.tokens.words[i + 1].casefold()
                if i in self._by_end and (word == "(" or follows in ARTICLES):
                    return i
                if word == "," and self.tokens.words[i - 1] == ")" and follows in ARTICLES:
                    return self._over_apposition(i, start)
        return end

    def _group(self, place: Range) -> NameFound:
        token = place[0]
        since = self.trail.sentence(token, _NEARBY - 1)
        recent = self.before[-_MOST_BEFORE:]
        earlier = [found for found in recent if since <= found.token < token and found.name]
        here = self._group_here(place)
        if here:
            return here
        groups = [found for found in earlier if found.is_group]
        if groups:
            return self.trail.again(
                groups[-1], place, "pronoun", "pronoun: the group that spoke last"
            )
        pair = self._pair(since, token)
        if pair:
            return pair
        group = group_before(self.passages, token, self.trail.sentences_near(token))
        is_own = group is not None and self.focus.is_said_by(token, group[0])
        if group and not is_own and self.tokens.words[token].casefold() in _LOOSE:
            return self._of_group(group, place, "pronoun: the group spoken of last")
        return self._single_they(place, earlier)

    def _group_here(self, place: Range) -> NameFound | None:
        """`When many detainees were released, they ...`: the subject of the same sentence."""
        group = group_before(self.passages, place[0], [self.trail.sentence(place[0])])
        before = self.tokens.words[group[0] - 1].casefold() if group and group[0] else ""
        if group and self.focus.is_said_by(place[0], group[0]):
            return None
        if group and group[0] >= self.trail.sentence(place[0]) and before not in PREPOSITIONS:
            return self._of_group(group, place, "pronoun: the group that the sentence speaks of")
        return None

    def _of_group(self, group: Range, place: Range, reason: str) -> NameFound:
        found = self._phrase(bare(self.tokens, group), group)
        step = self.trail.step(place, "pronoun", reason)
        return replace(found, steps=(step, *found.steps), token=place[0], is_group=True)

    def _pair(self, since: int, token: int) -> NameFound | None:
        """`Clinton and Warren` before "they"."""
        rows = self.cast.within(max(since, token - _FURTHEST), token)
        for (left, first), (right, second) in reversed(list(pairwise(rows))):
            joined = self.tokens.words[left.last : right.start] == ["and"]
            if joined and first and second and first.kind is second.kind is EntityKind.PERSON:
                is_each = is_one_name(first.name) and is_one_name(second.name)
                place = (left.first, right.last)
                steps = (
                    self.trail.step(
                        (token, token + 1), "pronoun", "pronoun: the two named together"
                    ),
                    self.trail.step(place, EACH if is_each else "name", "names as written"),
                )
                return NameFound(f"{first.name} and {second.name}", steps, token, None, True)
        return None

    def _single_they(self, place: Range, earlier: list[NameFound]) -> NameFound:
        """One person whose gender the text leaves out may be "they"."""
        people = [found for found in earlier if found.figure and not found.is_group]
        last = people[-1].figure if people else None
        is_they = self.tokens.words[place[0]].casefold() in _GROUPS
        if last and is_they and all(found.figure is last for found in people):
            if not self.focus.gender(last):
                choice = Choice(last, "pronoun: the only one who spoke, no gender given")
                return self.trail.chosen(choice, place, "pronoun")
            if last.kind is EntityKind.ORGANISATION:
                return self.trail.chosen(Choice(last, "pronoun: who spoke last"), place, "pronoun")
        return self.trail.open(place, "pronoun", "pronoun: no group is named nearby")

    def _thing(self, place: Range) -> NameFound:
        since = self.trail.sentence(place[0], _NEARBY - 1)
        bodies = [
            found
            for found in self.before[-_MOST_BEFORE:]
            if since <= found.token < place[0] and found.name and found.is_body
        ]
        if bodies:
            return self.trail.again(bodies[-1], place, "pronoun", "pronoun: what spoke last")
        return self._subject(place) or self.trail.open(
            place, "pronoun", "pronoun: nothing before it spoke"
        )

    def _subject(self, place: Range) -> NameFound | None:
        """The body that the sentence speaks of: `Forbes began in 1982, when it ...`."""
        for back in (0, 1):
            start = self.trail.sentence(place[0], back)
            for run, figure in self.cast.within(start, min(place[0], start + _FURTHEST)):
                before = self.tokens.words[run.start - 1].casefold() if run.start else ""
                is_body = figure and figure.kind in {EntityKind.ORGANISATION, EntityKind.OTHER}
                if figure and is_body and before not in PREPOSITIONS:
                    reason = "pronoun: what the sentence speaks of"
                    choice = Choice(figure, reason, is_doubtful=True)
                    return self.trail.chosen(choice, place, "pronoun")
        return None
