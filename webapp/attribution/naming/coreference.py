"""Coreference: the name that each source stands for within its article, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from webapp.attribution.attributions import Mention
from webapp.attribution.naming.confidence import name_signs
from webapp.attribution.naming.entities import Cast
from webapp.attribution.naming.focus import Focus
from webapp.attribution.naming.namer import Namer
from webapp.attribution.naming.steps import NameFound
from webapp.attribution.naming.words import words
from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range

_SELF = words("self")
_SELVES = words("selves")
_JOINS = frozenset({"and", "but", "then"})


@dataclass(frozen=True, slots=True)
class Naming:
    """The name of a link's source, None where the text leaves it open, and the steps to it."""

    name: str | None
    mentions: tuple[Mention, ...]
    signs: Mapping[str, float] = field(default_factory=dict)
    """How the name was reached, as its confidence is read from; empty without a name."""


def named(passages: Passages, links: Sequence[Link]) -> list[Naming]:
    """One naming for each link, in order."""
    return _Reader(passages, links).namings()


class _Reader:
    """One article: its links by place, and what was found for each source."""

    def __init__(self, passages: Passages, links: Sequence[Link]) -> None:
        self.passages = passages
        self.links = links
        self.cast = cast = Cast(passages)
        self.namer = Namer(passages, cast, Focus(passages, cast, links))
        self.found: dict[int, NameFound] = {}
        self.by_source: dict[tuple[Range, ...], NameFound] = {}
        self.quoted_by: dict[int, int] = {}
        for number, link in enumerate(links):
            self._note_quotations(number, link)

    def namings(self) -> list[Naming]:
        """Sources in the order of the text; the "I" of a quotation after its speaker."""
        order = sorted(range(len(self.links)), key=lambda number: _place(self.links[number]))
        spoken = [number for number in order if self._own_word(number)]
        late = frozenset(spoken)
        last: int | None = None
        for number in order:
            if number not in late:
                self.found[number] = self._find(number, last)
                last = number if self.links[number].source else last
        for number in spoken:
            self.found[number] = self._speaker(number)
        rows = [row for _, row in sorted(self.found.items())]
        return [self._naming(row) for row in rows]

    def _naming(self, found: NameFound) -> Naming:
        signs = name_signs(self.passages, self.cast, found) if found.name else {}
        return Naming(found.name, found.steps, signs)

    def _note_quotations(self, number: int, link: Link) -> None:
        """Which link's content each quotation stands in."""
        for first, last in link.content:
            for token in (first, last - 1):
                quotation = self.passages.inside[token]
                if quotation >= 0:
                    self.quoted_by.setdefault(quotation, number)

    def _own_word(self, number: int) -> str:
        """The "I" or "we" that a source inside a quotation is, else empty."""
        source = self.links[number].source
        if len(source) != 1 or source[0][1] - source[0][0] != 1:
            return ""
        word = self.passages.tokens.words[source[0][0]].casefold()
        quotation = self.passages.inside[source[0][0]]
        speaker = self.quoted_by.get(quotation, number)
        return word if word in _SELF | _SELVES and speaker != number else ""

    def _speaker(self, number: int) -> NameFound:
        """Who says the quotation that the link stands in."""
        place = self.links[number].source[0]
        speaker = self.found.get(self.quoted_by[self.passages.inside[place[0]]])
        span = self.passages.tokens.span(*place)
        word = self._own_word(number)
        if not speaker or not speaker.name:
            step = Mention(span, "pronoun", "quotation: who says it stays open")
            return NameFound(None, (step,), place[0])
        if word in _SELVES and not (speaker.is_group or speaker.is_body):
            step = Mention(span, "pronoun", "quotation: the speaker and others, who stay open")
            return NameFound(None, (step,), place[0])
        step = Mention(span, "pronoun", "quotation: its speaker")
        return replace(speaker, steps=(step, *speaker.steps), token=place[0])

    def _find(self, number: int, last: int | None) -> NameFound:
        source = self.links[number].source
        if not source:
            return self._omitted(number, last)
        if source not in self.by_source:
            self.by_source[source] = self.namer.of(source)
        return self.by_source[source]

    def _omitted(self, number: int, last: int | None) -> NameFound:
        """The source of the clause that governs: "..., saying he would", "... and denied it"."""
        link = self.links[number]
        if last is None or not link.cue or not self._is_governed(link, self.links[last]):
            return NameFound(None)
        governing = self.found[last]
        if not governing.name:
            return governing
        reason = "omitted: who speaks in the same sentence before"
        first = self.links[last].source[0]
        step = Mention(self.passages.tokens.span(*first), "omitted", reason)
        return replace(governing, steps=(step, *governing.steps[1:]))

    def _is_governed(self, link: Link, before: Link) -> bool:
        """Whether the cue continues the earlier clause: a participle, or joined by "and"."""
        words = self.passages.tokens.words
        cue, source = link.cue[0][0], before.source[0][0]
        trail = self.namer.trail
        if source > cue or trail.sentence(source) != trail.sentence(cue):
            return False
        joined = words[cue - 1].casefold() if cue else ""
        if words[cue].endswith("ing"):
            return joined in _JOINS | {",", "without", "by", "while", "before", "after"}
        return joined in _JOINS


def _place(link: Link) -> int:
    if link.source:
        return link.source[0][0]
    return link.cue[0][0] if link.cue else link.first
