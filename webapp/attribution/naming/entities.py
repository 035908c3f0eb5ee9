"""The cast: who and what an article names, in the fullest form that it has."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from webapp.attribution.naming.names import NameInText, honorifics, is_no_name, plain, runs
from webapp.attribution.naming.people import EntityKind, Figure, describe, gender_of_title, is_kin
from webapp.attribution.naming.sharing import is_respelt, leading, own
from webapp.attribution.naming.words import is_person_noun, pairs, places, pronoun_of, words
from webapp.attribution.text.passages import Passages

_MOST_SHARING = 4
"""People of one surname that are told apart; with more it stays open."""


class Cast:
    """The figures of one article, and which of them each run names."""

    def __init__(self, passages: Passages) -> None:
        self.passages = passages
        self.figures: list[Figure] = []
        self._by_key: dict[tuple[str, ...], Figure] = {}
        self._by_ends: dict[tuple[str, str], Figure] = {}
        self._by_tail: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
        self._by_first: defaultdict[str, list[Figure]] = defaultdict(list)
        self._bodies: defaultdict[str, list[Figure]] = defaultdict(list)
        self.named: list[tuple[NameInText, Figure | None]] = []
        self._build(runs(passages))
        self.starts = [run.first for run, _ in self.named]

    def within(self, first: int, last: int) -> list[tuple[NameInText, Figure | None]]:
        """The runs that start in a range of tokens."""
        left = bisect.bisect_left(self.starts, first)
        return self.named[left : bisect.bisect_left(self.starts, last)]

    @cached_property
    def countries(self) -> Counter[str]:
        """How often each country is named, by its name or its adjective."""
        adjectives = {adjective: country for country, adjective in pairs("countries").items()}
        known = {**adjectives, **{country: country for country in pairs("countries")}}
        small = (word.casefold() for word in self.passages.tokens.words if word[0].isupper())
        return Counter(known[word].title() for word in small if word in known)

    def sharing(self, run: NameInText) -> list[Figure]:
        """Every person that a short form may stand for."""
        key = run.key
        found = self._by_tail.get(key, [])
        if not run.title or len(found) < 1:
            return own(found) if len(run.key) == 1 else found
        wanted = gender_of_title(run.title)
        fitting = own(fig for fig in found if not wanted or fig.gender in {"", wanted})
        office = set(run.title) - honorifics()
        return [fig for fig in fitting if not office.isdisjoint(fig.described)] or fitting

    def _build(self, found: list[NameInText]) -> None:
        self._found_figures([run for run in found if not run.in_headline])
        for run in found:
            if len(run.key) > 1 and is_kin(self.passages.tokens, run) and run.key in self._by_key:
                self._by_key[run.key].is_kin = True
        for run in found:
            only = self._short_for(run)
            if len(only) == 1:
                only[0].sure += 1
        for run in sorted(found, key=lambda run: run.in_headline):
            for part in self._parts(run):
                self._note(part, self._figure(part))
        self.named.sort(key=lambda row: row[0].first)
        for figure in self.figures:
            figure.runs.sort(key=lambda run: run.first)

    def _found_figures(self, found: list[NameInText]) -> None:
        """Figures by their longest forms first, then those of a single word."""
        tails = Counter(run.key[-1] for run in found if len(run.words) == 1)
        for run in sorted(found, key=lambda run: -len(run.words)):
            if len(run.words) > 1:
                self._add(run, self._kind(run, tails))
        seen = {run.key for run in found if not run.opens}
        for run in found:
            if len(run.words) == 1 and (run.title or run.key in seen) and self._is_new(run):
                self._add(run, self._kind(run, tails))

    def _parts(self, run: NameInText) -> Iterable[NameInText]:
        """The run, or in a headline the names that are known from the text."""
        if not run.in_headline or run.key in self._by_key:
            return (run,)
        return _known_parts(run, self._by_key, self._by_tail)

    def _note(self, run: NameInText, figure: Figure | None) -> None:
        self.named.append((run, figure))
        if figure:
            figure.runs.append(run)
            if figure.kind is EntityKind.PERSON:
                describe(self.passages.tokens, figure, run)

    def _kind(self, run: NameInText, tails: Counter[str]) -> EntityKind:
        key = [plain(word) for word in run.words]
        if any(word in honorifics() for word in run.title):
            return EntityKind.PERSON
        if len(key) > 1 and _is_organisation(run, key):
            return EntityKind.ORGANISATION
        if " ".join(key) in places() or key[-1] in words("place_words"):
            return EntityKind.PLACE
        if run.title or (len(key) > 1 and self._looks_human(run, key, tails)):
            return EntityKind.PERSON
        return (
            EntityKind.ORGANISATION
            if len(key[0]) > 1 and run.words[0].isupper()
            else EntityKind.OTHER
        )

    def _looks_human(self, run: NameInText, key: list[str], tails: Counter[str]) -> bool:
        tokens = self.passages.tokens
        before = tokens.words[run.start - 1].casefold() if run.start else ""
        if before == "the" or len(key) > 5:
            return False
        if pronoun_of(key[0].split("-")[0]) is not None or len(key[0]) == 1:
            return True
        after = [word.casefold() for word in tokens.words[run.last : run.last + 4]]
        aged = len(after) > 1 and after[0] == "," and (after[1].isdigit() or after[1] == "who")
        role = after[:1] == [","] and any(is_person_noun(word) for word in after[1:])
        return (
            after[:1] == ["who"] or aged or role or is_person_noun(before) or bool(tails[key[-1]])
        )

    def _add(self, run: NameInText, kind: EntityKind) -> None:
        key = run.key
        if key in self._by_key:
            known = self._by_key[key]
            known.opened = min(known.opened, run.first)
            known.described.update(run.title)
            return
        if len(key) == 1 and is_no_name(run.words[0]):
            return
        twin = self._twin(key, kind)
        if twin:
            self._by_key[key] = twin
            if is_respelt(twin.full_run.key, key):
                twin.full_run = max(twin.full_run, run, key=lambda form: len(form.words[0]))
            twin.opened = min(twin.opened, run.first)
            twin.described.update(run.title)
            return
        figure = Figure(run, kind, described=set(run.title), opened=run.first)
        self.figures.append(figure)
        self._by_key[key] = figure
        if len(key) > 1:
            self._by_ends[key[0], key[-1]] = figure
            self._index_short(figure, run)
        if kind is EntityKind.PERSON:
            figure.gender = pronoun_of(key[0].split("-")[0]) or "" if len(key) > 1 else ""
            self._index_tails(figure, key)

    def _twin(self, key: tuple[str, ...], kind: EntityKind) -> Figure | None:
        """Who is known by another form of the name: less of it, more, or misspelt."""
        if len(key) < 2:
            return None
        sharing = self._by_tail.get(key, [])
        if len(sharing) == 1 and pronoun_of(key[0]) is None:
            return sharing[0]
        if kind is not EntityKind.PERSON:
            return None
        respelt = (
            one for one in self._by_tail.get(key[1:], []) if is_respelt(one.full_run.key, key)
        )
        return self._by_ends.get((key[0], key[-1])) or next(respelt, None)

    def _is_new(self, run: NameInText) -> bool:
        """Whether a single word names somebody who has no longer form.

        `President Obama` is not the Michelle Obama who comes later.
        """
        known = self._short_for(run)
        office = set(run.title) - honorifics()
        if not office or run.key in self._by_key:
            return not known
        return all(
            figure.kind is EntityKind.PERSON
            and run.first < figure.opened
            and office.isdisjoint(figure.described)
            for figure in known
        )

    def _index_short(self, figure: Figure, run: NameInText) -> None:
        """By given name, by an organisation's first word, its start (`Fed`) and its initials."""
        if figure.kind is EntityKind.PERSON:
            self._by_first[run.key[0]].append(figure)
        elif figure.kind is EntityKind.ORGANISATION:
            initials = "".join(word[0] for word in run.words if word[0].isupper()).casefold()
            for short in {run.key[0], run.key[0][:3], initials}:
                self._bodies[short].append(figure)

    def _index_tails(self, figure: Figure, key: tuple[str, ...]) -> None:
        for cut in range(len(key)):
            sharing = self._by_tail[key[cut:]]
            if len(sharing) < _MOST_SHARING:
                sharing.append(figure)

    def _figure(self, run: NameInText) -> Figure | None:
        """Whom the run names; None where several may be meant."""
        exact = self._by_key.get(run.key)
        if exact and len(run.key) > 1:
            return exact
        sharing = self._short_for(run)
        if len(sharing) > 1:
            return leading(sharing)
        return sharing[0] if sharing else exact

    def _short_for(self, run: NameInText) -> list[Figure]:
        """Whom a surname, else a first name or word, may stand for."""
        if sharing := self.sharing(run):
            return sharing
        first = run.key[0]
        if len(run.key) > 1 or first in places() or first in words("not_names"):
            return []
        humans = self._by_first.get(first, [])
        bodies = self._bodies.get(first, [])
        return humans or bodies if len(humans or bodies) == 1 else []


def _known_parts(
    run: NameInText,
    by_key: dict[tuple[str, ...], Figure],
    by_tail: dict[tuple[str, ...], list[Figure]],
) -> Iterable[NameInText]:
    key = tuple(word.casefold() for word in run.words)
    at = 0
    while at < len(key):
        for size in (4, 3, 2, 1):
            part = key[at : at + size]
            if len(part) == size and (part in by_key or part in by_tail):
                spots = run.spots[at : at + size]
                after = (*run.spots, run.last)[at + size]
                yield NameInText(
                    spots[0], after, run.words[at : at + size], part, (), spots[0], spots, True
                )
                at += size - 1
                break
        at += 1


def _is_organisation(run: NameInText, key: list[str]) -> bool:
    small = any(word in {"of", "for", "and", "&"} for word in run.words)
    return small or not words("org_words").isdisjoint(key)
