"""Cues: the words that say that somebody says, thinks or shows something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.attribution.lexicon import Lexicon, lexicon
from webapp.attribution.prose import Prose
from webapp.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    NEGATIONS,
    POSSESSIVES,
    SUBJECT_PRONOUNS,
)

LEAST_CHANCE = 0.08
BE = frozenset("is are was were be been being 's 're 'm get gets got".split())
_HEARSAY = frozenset("allegedly reportedly supposedly purportedly".split())
_BEFORE_NOUN = DETERMINERS | {"'s", "'", "’", "of", "for", "amid", "despite", "with", "more"}


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens first..last-1 with helping verbs; `anchor` is the word that carries the meaning.

    `form` is one of verb, participle, passive, noun, according, hearsay.
    """

    first: int
    last: int
    anchor: int
    form: str
    key: str
    chance: float


def cues(prose: Prose) -> list[Cue]:
    """Every place that may be a cue, left to right; none overlaps the one before."""
    known = lexicon()
    found: list[Cue] = []
    for first, last in prose.sentences:
        for cue in _in_sentence(prose, known, first, last):
            if not found or cue.first >= found[-1].last:
                found.append(cue)
    return found


def _in_sentence(prose: Prose, known: Lexicon, first: int, last: int) -> Iterator[Cue]:
    """The cues of one sentence; a longer cue swallows the words it covers."""
    low = prose.tokens.low
    index = first
    while index < last:
        chance = known.chance.get(low[index], 0.0)
        if chance < LEAST_CHANCE or not low[index][0].isalpha():
            index += 1
            continue
        end = _end(low, known, index, last)
        chance = known.after.get((low[index], low[index + 1] if index + 1 < last else ""), chance)
        form = _form(low, known, index, first, last)
        start = index if form in {"noun", "hearsay"} else _start(low, index, first)
        yield Cue(start, end, index, form, " ".join(low[index:end]), chance)
        index = end


def _end(low: list[str], known: Lexicon, index: int, last: int) -> int:
    """The index after the longest run that stays one cue."""
    end = index + 1
    while end < last and tuple(low[index : end + 1]) in known.longer:
        end += 1
    if low[end - 1] == "to" and end < last and known.chance.get(low[end], 0.0) >= LEAST_CHANCE:
        end += 1
    return end


def _start(low: list[str], index: int, first: int) -> int:
    """The index of the first helping verb, adverb or "to" before the word."""
    start = index
    while start > first and _helps(low[start - 1]):
        start -= 1
    while start < index and (low[start] in ADVERBS or low[start].endswith("ly")):
        if low[start + 1] in AUXILIARIES or start + 1 < index:
            start += 1
        else:
            break
    return start


def _helps(word: str) -> bool:
    return (
        word in AUXILIARIES
        or word in NEGATIONS
        or word in ADVERBS
        or word == "to"
        or (word.endswith("ly") and len(word) > 4)
    )


def _form(low: list[str], known: Lexicon, index: int, first: int, last: int) -> str:
    """What kind of word the cue is where it stands."""
    word = low[index]
    before = low[index - 1] if index > first else ""
    if word == "according":
        return "according"
    if word in _HEARSAY:
        return "hearsay"
    if before in POSSESSIVES or before in _BEFORE_NOUN:
        return "noun"
    if word.endswith("ing"):
        return "verb" if _has_be(low, index, first) else "participle"
    if word.endswith(("ed", "en")) or word in {"said", "told", "seen", "known", "shown", "thought"}:
        return "passive" if _has_be(low, index, first) else "verb"
    return "noun" if word in known.nouns and not _verbal(before) else "verb"


def _verbal(before: str) -> bool:
    """Whether the word before makes a verb of what follows."""
    return before in SUBJECT_PRONOUNS or before in {"to", "who", "not"} or _helps(before)


def _has_be(low: list[str], index: int, first: int) -> bool:
    """Whether a form of "be" is the nearest helping verb before the word."""
    place = index - 1
    while place >= first and _helps(low[place]) and low[place] not in AUXILIARIES:
        place -= 1
    return place >= first and low[place] in BE
