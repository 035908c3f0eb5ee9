"""The namer: from a source's own words to a name, by what kind of words they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from webapp.attribution.attributions import EACH, Mention
from webapp.attribution.naming.descriptions import Descriptions
from webapp.attribution.naming.entities import Cast
from webapp.attribution.naming.focus import Choice, Focus
from webapp.attribution.naming.names import NameInText
from webapp.attribution.naming.people import EntityKind, Figure
from webapp.attribution.naming.phrases import bare, head_of, text_of
from webapp.attribution.naming.pronouns import Pronouns
from webapp.attribution.naming.sharing import stands_out
from webapp.attribution.naming.steps import NameFound, Trail, is_one_name
from webapp.attribution.naming.words import PREPOSITIONS, is_person_noun, is_plural, words
from webapp.attribution.text.passages import Passages, Range

_POSSESSIVE = words("possessives")


_CLAUSES = words("clauses")
_NUMBERS = words("numbers")
_OTHERS = frozenset({"others", "some", "who"})
_JOINERS = frozenset({"that", "and", "or", "but"})


class Namer:
    """Names sources in the order of the text, and remembers what it named."""

    def __init__(self, passages: Passages, cast: Cast, focus: Focus) -> None:
        self.passages = passages
        self.tokens = passages.tokens
        self.cast = cast
        self.focus = focus
        self.trail = Trail(passages)
        self.before: list[NameFound] = []
        self.descriptions = Descriptions(passages, cast, focus, self.before)
        self.pronouns = Pronouns(passages, cast, focus, self.before, self._of_place)
        self._by_end = {run.last: (run, figure) for run, figure in cast.named}

    def of(self, source: tuple[Range, ...]) -> NameFound:
        """The name for a source's words, which is remembered."""
        self.focus.advance(source[0][1] - 1)
        place = bare(self.tokens, source[0])
        found = self._of_place(place, source[0])
        if found.figure and found.steps[0].kind in {"description", "relative"}:
            self.focus.speaks(found.figure)
        first = Mention(self.tokens.span(*source[0]), found.steps[0].kind, found.steps[0].reason)
        found = replace(found, steps=(first, *found.steps[1:]))
        if len(source) > 1 and found.name:
            rest = [text_of(self.tokens, bare(self.tokens, piece)) for piece in source[1:]]
            joined = " ".join([found.name, *rest])
            found = replace(found, name=joined, is_group=True, figure=None)
        name = _without_clause(found.name) if found.name else ""
        if found.name and not name:
            found = self.trail.open(source[0], first.kind, "as written: nobody in particular")
        elif found.name:
            found = replace(found, name=name)
        self.before.append(found)
        return found

    def _of_place(self, place: Range, source: Range) -> NameFound:
        if pronoun := self.pronouns.read(place):
            return pronoun
        ways: tuple[Callable[[Range, Range], NameFound | None], ...] = (
            self._several,
            self._possessive,
            self._name,
            self._led,
            self.descriptions.beside,
            self.descriptions.read,
        )
        for way in ways:
            if found := way(place, source):
                return found
        return self._as_written(place)

    def _several(self, place: Range, source: Range) -> NameFound | None:
        """`Ms. Henry and other leaders`, `he and his staff`: each part by itself."""
        tokens = self.tokens
        inner = {k for run, _ in self.cast.within(*place) for k in range(run.first, run.last)}
        joints = [
            i
            for i in range(place[0] + 1, place[1] - 1)
            if tokens.words[i] == "and" and i not in inner
        ]
        if not joints:
            return None
        parts = [(place[0], joints[-1]), (joints[-1] + 1, place[1])]
        names = [self._part(bare(tokens, part) if k else part) for k, part in enumerate(parts)]
        owner = tokens.words[place[0]].casefold() in _POSSESSIVE
        if not (names[0].figure or owner) or not all(found.name for found in names):
            return None
        tail = names[1].name if names[1].figure else text_of(tokens, parts[1])
        is_each = all(found.figure and is_one_name(found.name) for found in names)
        kind = EACH if is_each else "group"
        steps = (self.trail.step(place, kind, "group: each of them by name"), *names[0].steps)
        return NameFound(f"{names[0].name} and {tail}", steps, place[0], None, True)

    def _part(self, place: Range) -> NameFound:
        commas = [i for i in range(*place) if self.tokens.words[i] == ","]
        if commas:
            first = self._part((place[0], commas[0]))
            rest = text_of(self.tokens, (commas[0] + 1, place[1]))
            tail = self._name((commas[0] + 1, place[1]), place)
            name = f"{first.name}, {tail.name if tail and tail.name else rest}"
            return replace(first, name=name if first.name else None)
        return (
            self.pronouns.read(place)
            or self._possessive(place, place)
            or self._name(place, place)
            or self._as_written(place)
        )

    def _possessive(self, place: Range, source: Range) -> NameFound | None:
        """`his partner`, `Clinton's lawyers`: the owner by name."""
        first, last = place
        words_ = self.tokens.words
        if words_[first].casefold() in _POSSESSIVE and last - first > 1:
            owner = self.pronouns.read((first, first + 1))
            beside = self.descriptions.beside(place, source)
            return beside or self._owned(owner, (first + 1, last), place)
        for run, figure in self.cast.within(first, last):
            end = run.last
            is_owner = run.start == first and "".join(words_[end : end + 2]) in {"'s", "’s"}
            end += 2 if is_owner else 0
            if run.start == first and not is_owner and words_[end : end + 1] in (["'"], ["’"]):
                is_owner, end = True, end + 1
            if is_owner and end < last and figure and figure.kind is EntityKind.PERSON:
                if self._run_at(end, last):
                    return None
                owner = self.trail.chosen(
                    Choice(figure, "name: whose it is"), (run.start, run.last), "name"
                )
                return self.descriptions.beside(place, source) or self._owned(
                    owner, (end, last), place
                )
        return None

    def _owned(self, owner: NameFound | None, owned: Range, place: Range) -> NameFound | None:
        if self._run_at(*owned):
            return None
        what = bare(self.tokens, owned)
        if not owner or not owner.name:
            return self.trail.open(place, "role", "role: whose it is stays open")
        step = self.trail.step(place, "role", f"role: of {owner.name}")
        name = f"{owner.name}'s {text_of(self.tokens, what)}"
        steps = (step, *owner.steps)
        return NameFound(name, steps, place[0], None, self._is_group(what), self._role(what))

    def _run_at(self, first: int, last: int) -> tuple[NameInText, Figure] | None:
        """The name that a phrase ends with."""
        words_ = self.tokens.words
        if "".join(words_[last - 2 : last]) in {"'s", "’s"}:
            last -= 2
        elif words_[last - 1] in {"'", "’"}:
            last -= 1
        run, figure = self._by_end.get(last, (None, None))
        if run is None or run.first < first:
            return None
        return (run, figure) if figure else None

    def _name(self, place: Range, source: Range) -> NameFound | None:
        named = self._run_at(*place)
        if not named:
            return self._shared(place)
        run, figure = named
        before = {word.casefold() for word in self.tokens.words[place[0] : run.start]}
        if figure.kind is not EntityKind.PERSON and before - {"the"}:
            return None
        if not before.isdisjoint({"of", "with", "in", "from", "by", "for", "at", "to", "about"}):
            return None
        is_doubtful = False
        reason = "name: as the article has it in full"
        if len(run.words) < len(figure.full_run.words):
            reason = "short form: the only one of that name in the article"
            if figure.kind is EntityKind.PERSON and len(self.cast.sharing(run)) > 1:
                reason = "short form: the one of that name whom the article is about"
                is_doubtful = not stands_out(figure, self.cast.sharing(run))
        return self.trail.chosen(Choice(figure, reason, is_doubtful), place, "name")

    def _led(self, place: Range, source: Range) -> NameFound | None:
        """`Ann Vos of the council`: whoever the phrase opens with."""
        for run, figure in self.cast.within(*place):
            is_led = run.start == place[0] and run.last < place[1]
            follows = self.tokens.words[run.last].casefold() if is_led else ""
            if figure and figure.kind is EntityKind.PERSON and follows in PREPOSITIONS:
                choice = Choice(figure, "name: as the article has it in full")
                return self.trail.chosen(choice, place, "name")
        return None

    def _shared(self, place: Range) -> NameFound | None:
        """Open where people share the surname."""
        run = next((run for run, _ in self.cast.within(*place) if run.last == place[1]), None)
        if run and len(self.cast.sharing(run)) > 1:
            return self.trail.open(place, "name", "short form: several people have this name")
        return None

    def _as_written(self, place: Range) -> NameFound:
        is_group = self._is_group(place)
        step = self.trail.step(place, "name", "as written: the article has no other name for it")
        name = text_of(self.tokens, place)
        return NameFound(name, (step,), place[0], None, is_group, self._role(place))

    def _role(self, place: Range) -> str:
        """The noun by which somebody without a name goes, else empty."""
        head = self.tokens.words[head_of(self.tokens, place)].casefold()
        return head if is_person_noun(head) else ""

    def _is_group(self, place: Range) -> bool:
        head = head_of(self.tokens, place)
        said = self.tokens.words[place[0] : place[1]]
        nouns = [
            word.casefold()
            for k, word in enumerate(said[: head - place[0] + 1])
            if place[0] + k == head or word.islower() or word.casefold() in words("not_names")
        ]
        return "and" in said or any(map(is_plural, nouns))


def _without_clause(name: str) -> str:
    """The name up to what is told of it; empty where it is a number, or others beside somebody."""
    said = name.split()
    small = [word.casefold() for word in said]
    if _OTHERS & set(small[1:]) or all(_is_number(word) for word in small):
        return ""
    end = next((i for i, word in enumerate(small) if word in _CLAUSES), len(said))
    while end and small[end - 1].rstrip(",") in _JOINERS:
        end -= 1
    return " ".join(said[:end]).rstrip(",")


def _is_number(word: str) -> bool:
    return word.replace(",", "").isdigit() or word in _NUMBERS
