"""Boundaries: where a reported clause may end, and how likely it ends there."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.attribution.cues import Cue
from webapp.attribution.prose import Prose
from webapp.attribution.sources import is_verb
from webapp.attribution.weighing import chance_of
from webapp.attribution.words import (
    AUXILIARIES,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
)

MOST_BOUNDARIES = 24
_MARKS = frozenset(", ; : — – - -- ( ) . ? !".split())
_OPENERS = SUBORDINATORS | COORDINATORS | {"in", "during", "on", "at", "with", "by", "over", "for"}
_FURTHER = frozenset("that of to".split())


def end_of(prose: Prose, cue: Cue, start: int, last: int, outer: frozenset[int]) -> int:
    """The most likely end of the content that begins at start, at most last.

    `outer` holds the indexes where other cues begin. Boundaries are judged from left to right:
    the chance of an end is that of stopping there and of not having stopped before.
    """
    best, best_chance, left = last, -1.0, 1.0
    for place, features in candidates(prose, cue, start, last, outer):
        stop = chance_of(features)
        if left * stop > best_chance:
            best, best_chance = place, left * stop
        left *= 1.0 - stop
    return best if best_chance > left else last


def candidates(
    prose: Prose, cue: Cue, start: int, last: int, outer: frozenset[int]
) -> Iterator[tuple[int, list[str]]]:
    """Each place where the content may end, with what can be seen there."""
    low = prose.tokens.low
    verbs = 0
    count = 0
    for place in range(start, last):
        if place > start and _may_end(prose, start, place):
            yield place, _features(prose, cue, (start, place, last), verbs, outer)
            count += 1
            if count >= MOST_BOUNDARIES:
                return
        verbs += low[place] in AUXILIARIES or is_verb(prose, place)


def _may_end(prose: Prose, start: int, place: int) -> bool:
    """Whether a content may end before this word; never inside a quotation that began before."""
    low = prose.tokens.low
    inside = prose.quoted[place]
    if inside >= 0 and prose.quotations[inside].first < place:
        return False
    before = low[place - 1]
    if before in _MARKS:
        return False
    if prose.quoted[place - 1] >= 0 and inside < 0:
        return True
    return low[place] in _MARKS or low[place] in _OPENERS or low[place] in DAYS


def _features(
    prose: Prose, cue: Cue, window: tuple[int, int, int], verbs: int, outer: frozenset[int]
) -> list[str]:
    """What can be seen at a boundary, as names of weights."""
    start, place, last = window
    low = prose.tokens.low
    mark = low[place] if low[place] in _MARKS else ""
    after = place + 1 if mark else place
    word = low[after] if after < last else "$"
    kind = kind_of(prose, after, last)
    follow = low[after + 1] if after + 1 < last else "$"
    key = cue.key if cue.form in {"verb", "participle"} else cue.form
    quoted = _quoting(prose, start, place)
    opener = f"{mark}{word if word in _OPENERS or word in PREPOSITIONS else kind}"
    cue_after = _cue_after(prose, after, last, outer)
    says = "say" if cue.key in {"said", "says", "say", "told"} else cue.form
    length = min((place - start).bit_length(), 6)
    clause = min(verbs, 2)
    next_kind = kind_of(prose, after + 1, last)
    return [
        "e:",
        f"e:o:{opener}",
        f"e:o:{opener}:{says}",
        f"e:o:{opener}:{clause}",
        f"e:o:{opener}:{next_kind}",
        f"e:o:{opener}:{cue_after}",
        f"e:c:{cue_after}:{mark}:{clause}",
        f"e:q:{quoted}:{mark}",
        f"e:q:{quoted}:{opener}",
        f"e:l:{length}:{says}",
        f"e:l:{length}:{mark}",
        f"e:k:{key}:{mark}",
        f"e:k:{key}:{clause}",
        f"e:f:{opener}:{follow if follow in AUXILIARIES else next_kind}",
        f"e:t:{kind_of(prose, start, last)}:{opener}",
        f"e:r:{min((last - place).bit_length(), 5)}:{mark}",
    ]


def kind_of(prose: Prose, index: int, last: int) -> str:
    """The coarse kind of the word at the index."""
    if index >= last:
        return "$"
    word = prose.tokens.words[index]
    low = prose.tokens.low[index]
    for name, group in (
        ("aux", AUXILIARIES),
        ("pro", SUBJECT_PRONOUNS),
        ("sub", SUBORDINATORS),
        ("prep", PREPOSITIONS),
        ("det", DETERMINERS),
        ("day", DAYS),
    ):
        if low in group:
            return name
    if is_verb(prose, index):
        return "verb"
    return _shape(word, low)


def _shape(word: str, low: str) -> str:
    """The kind of a word that is in no closed class."""
    if low.endswith("ing"):
        return "ing"
    if low.endswith("ed"):
        return "ed"
    if word[0].isupper():
        return "name"
    return "low" if word[0].isalpha() else "mark"


def _quoting(prose: Prose, start: int, place: int) -> str:
    """How quotation marks lie in the content so far."""
    if prose.quoted[place - 1] >= 0:
        whole = prose.quotations[prose.quoted[place - 1]].first <= start
        return "whole" if whole else "closed"
    return "some" if any(prose.quoted[i] >= 0 for i in range(start, place, 3)) else "none"


def _cue_after(prose: Prose, after: int, last: int, outer: frozenset[int]) -> str:
    """How soon another cue follows the boundary."""
    for distance in range(0, 8):
        if after + distance >= last:
            return "end"
        if after + distance in outer:
            return "at" if distance == 0 else "near" if distance < 3 else "soon"
    return "far"
