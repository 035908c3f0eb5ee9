"""Nesting: attributions inside the content of others ("Investigators said the police said …").

PolNeAR, from which the model learnt, marks the outermost attribution only. So the model reads each
content once more, on its own, where a word in it may be a cue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from webapp.attribution.tagging.accused import unaccused
from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.tagger import Tagger, TaggerInput
from webapp.attribution.tagging.windows import LONGEST_WINDOW, Window
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.word_lists import word_list

LEAST_CHANCE = 0.6
"""How sure the model must be of a cue inside a content, to which it was not trained."""
LEAST_TOKENS = 6
_SPEAKER = frozenset({"i", "we", "my", "our"})
"""Who speaks inside a quotation is the outer source again."""
_ARTICLES = frozenset({"the", "a", "an"})
_PRONOUNS = frozenset({"he", "she", "they"})
_PLAIN_PRESENT = word_list("plain_present")
_SINGULAR = word_list("singular")


@dataclass(frozen=True, slots=True)
class Nested:
    """A link and the index of the link in whose content it stands, if in any."""

    link: Link
    outer: int | None = None

    @property
    def depth(self) -> int:
        """0 outside, 1 inside another's content."""
        return int(self.outer is not None)


def with_inner(model: Tagger, reading: TaggerInput, outer: Sequence[Link]) -> list[Nested]:
    """The links and those inside their contents; what "and" only joins on is set free."""
    found: list[Nested] = []
    cued = {token for link in outer for place in link.cue for token in range(*place)}
    for link in with_joined(reading.passages, outer):
        number = len(found)
        found.append(Nested(link))
        for window in _windows(model, reading, link):
            for inner in model.links(reading, [window]):
                if not inner.content or inner.cue[0][0] in cued:
                    continue
                joined = joined_on(reading.passages, found[number].link, inner)
                if joined:
                    found[number] = Nested(joined[0])
                    found.append(Nested(joined[1]))
                elif _stands(reading, unaccused(reading.passages, inner), link):
                    found.append(Nested(inner, number))
    return found


def joined_on(passages: Passages, outer: Link, inner: Link) -> tuple[Link, Link] | None:
    """Outer and inner side by side, where ", and she believes …" goes on outside the content.

    It does three times in four in the corpus. None where the inner one is inside.
    """
    words = passages.tokens.words
    first, last = outer.content[-1]
    start = inner.first
    if not first < start < last or words[start - 1] != "and" or passages.inside[start] >= 0:
        return None
    is_pronoun = inner.source == ((start, start + 1),) and words[start] in _PRONOUNS
    cut = start - 2 if words[start - 2] == "," else start - 1
    if not is_pronoun or inner.content[-1][1] < last - 1 or cut <= first:
        return None
    kept = replace(outer, content=(*outer.content[:-1], (first, cut)))
    return kept, replace(inner, rule="joined")


def with_joined(passages: Passages, links: Sequence[Link]) -> Iterator[Link]:
    """The links, with those parted that say two things: "claim it was … and allege …".

    A second verb in the plain present cannot belong to a singular subject inside the content.
    """
    words = [word.lower() for word in passages.tokens.words]
    for link in links:
        place = _joint(words, link)
        if place is None or passages.inside[place] >= 0:
            yield link
            continue
        first, last = link.content[-1]
        yield replace(link, content=(*link.content[:-1], (first, place)))
        yield replace(
            link,
            cue=((place + 1, place + 2),),
            content=((place + 2, last),),
            rule="joined",
        )


def _joint(words: Sequence[str], link: Link) -> int | None:
    """Where "and" and a second verb stand, or None."""
    if not link.cue or not link.source or words[link.cue[-1][1] - 1] not in _PLAIN_PRESENT:
        return None
    first, last = link.content[-1]
    for place in range(first + 2, last - 2):
        if words[place] == "and" and words[place + 1] in _PLAIN_PRESENT:
            return place if _SINGULAR & set(words[first:place]) else None
    return None


def _windows(model: Tagger, reading: TaggerInput, link: Link) -> Iterator[Window]:
    """The pieces of content that are long enough and have a word that may be a cue."""
    words = reading.passages.tokens.words
    for first, last in link.content:
        if last - first < LEAST_TOKENS:
            continue
        if any(_may_be_cue(model, words[i].lower()) for i in range(first, last)):
            yield Window(first, first, _end(reading, (first, last)))


def _may_be_cue(model: Tagger, word: str) -> bool:
    return word in model.cue_words or f"{word}s" in model.cue_words


def _end(reading: TaggerInput, place: Range) -> int:
    """How much of the content fits in one window."""
    first, last = place
    room = LONGEST_WINDOW
    for i in range(first, last):
        room -= reading.sizes[i]
        if room < 0:
            return i
    return last


def _stands(reading: TaggerInput, inner: Link, outer: Link) -> bool:
    """Somebody else than the outer source says something, and the model is sure."""
    if inner.cue_chance < LEAST_CHANCE or not inner.source:
        return False
    words = reading.passages.tokens.words
    first, last = inner.source[0]
    if last - first == 1 and words[first].lower() in _SPEAKER | _ARTICLES:
        return False
    return inner.content != outer.content
