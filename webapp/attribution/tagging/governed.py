"""Governors: a participle's subject is that of its clause, not the nearest name."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.word_lists import word_list

DOUBTFUL = 0.85
"""The most that is said of a claim where two people may be meant."""
LONGEST_NAME = 4
"""Tokens of the longest name that is taken for a subject where the model saw another."""
LONGEST_HEAD = 8
"""Tokens of the longest phrase that has a participle behind it."""
_BE = word_list("being")
_IRREGULAR = word_list("participles")
_RELATIVES = frozenset({"whom", "which", "where", "whose"})
_JOINTS = frozenset({",", "and", "while", "before", "after", "but", "or"})
_LEADS = word_list("phrase_ends")
_PLACES = frozenset({"at", "in", "before", "with", "to", "from", "of"})
_ENDS = frozenset({",", ".", ";", ":", "—", "–", "“", "”", '"', "(", ")"})


def governed(passages: Passages, links: Sequence[Link]) -> list[Link]:
    """The links with the sources of participles set right, in the order they come in."""
    found: list[Link] = []
    for link in links:
        kept = _bare(passages, _headed(passages, _outside_brackets(passages, link)))
        before = found[-1] if found else None
        kept = _outside_relatives(passages, _own_subject(passages, kept), before)
        found.append(_governed(passages, kept, before) if before else kept)
    return found


def _governed(passages: Passages, link: Link, before: Link) -> Link:
    """Who was spoken to does not go on: "he told the group, adding"."""
    words = passages.tokens.words
    if not (link.source and link.cue and before.source and before.cue):
        return link
    cue, source = link.cue[0][0], link.source[0][0]
    is_after = before.cue[-1][1] <= source < cue and before.source[0][0] < before.cue[0][0]
    if not is_after or not words[cue].endswith("ing") or words[cue - 1].lower() not in _JOINTS:
        return link
    if _sentence(passages, cue) != _sentence(passages, before.cue[0][0]):
        return link
    if source == before.cue[-1][1]:
        return replace(link, source=before.source, rule="governed")
    return replace(link, most=DOUBTFUL)


def _own_subject(passages: Passages, link: Link) -> Link:
    """A sentence that opens with a name right before its cue has that for its subject."""
    if not link.source or not link.cue or link.source[0][0] > link.cue[0][0]:
        return link
    start, cue = _sentence(passages, link.cue[0][0]), link.cue[0][0]
    opening = _opening_beside(passages, start, link.source[0][0])
    if opening:
        return replace(link, source=(opening,), rule="governed")
    words = passages.tokens.words[start:cue]
    is_name = 0 < len(words) <= LONGEST_NAME and all(word[0].isupper() for word in words)
    if link.source[-1][1] > start or not is_name:
        return link
    return replace(link, source=((start, cue),), rule="governed")


def _opening_beside(passages: Passages, start: int, source: int) -> Range | None:
    """The name with which "The Hague, at the ILO, the labour office, announced" opens.

    What stands beside the noun of a preposition is no subject.
    """
    words = passages.tokens.words
    comma = next(
        (i for i in range(start + 1, min(source, start + LONGEST_NAME + 2)) if words[i] == ","), 0
    )
    if not comma or source - comma < 2:
        return None
    before = source - 2
    while before > comma and words[before] != ",":
        before -= 1
    is_name = words[start].lower() not in _LEADS and any(
        word[0].isupper() for word in words[start + 1 : comma]
    )
    is_behind = words[source - 1] == "," and words[before + 1] in _PLACES
    is_apart = comma <= before < source - 2 and words[source].lower() in ("the", "a", "an")
    return (start, comma) if is_name and is_behind and is_apart else None


def _headed(passages: Passages, link: Link) -> Link:
    """What was made by somebody speaks: "The report, ordered by the minister, recommends"."""
    head = _head(passages, link)
    return replace(link, source=(head,), rule="governed") if head else link


def _head(passages: Passages, link: Link) -> Range | None:
    words = passages.tokens.words
    if not link.source or not link.cue or link.source[0][0] > link.cue[0][0]:
        return None
    by = link.source[0][0] - (words[link.source[0][0]].lower() != "by")
    made = by - 1
    start = _sentence(passages, by)
    if made <= start or words[by].lower() != "by" or not _is_participle(words[made]):
        return None
    is_apart = words[made - 1] == ","
    last = made - is_apart
    if words[last - 1].lower() in _BE or (is_apart and words[link.cue[0][0] - 1] != ","):
        return None
    first = last
    while first > max(start, last - LONGEST_HEAD) and words[first - 1] not in _ENDS:
        first -= 1
    return (first, last) if first < last and (first == start or words[first - 1] in _ENDS) else None


def _is_participle(word: str) -> bool:
    return word.islower() and (word.endswith("ed") or word in _IRREGULAR)


def _outside_brackets(passages: Passages, link: Link) -> Link:
    """Nobody inside brackets is the subject of a verb behind them."""
    if not link.source or not link.cue or link.source[-1][1] > link.cue[0][0]:
        return link
    words, (first, last) = passages.tokens.words, link.source[-1]
    before = [word for word in words[_sentence(passages, first) : first] if word in "()"]
    behind = [word for word in words[last : link.cue[0][0]] if word in "()"]
    is_inside = before[-1:] == ["("] and behind[:1] == [")"]
    return replace(link, source=(), rule="governed") if is_inside else link


def _outside_relatives(passages: Passages, link: Link, before: Link | None) -> Link:
    """Nor is anybody in a clause of their own: "the critic, whom Jones had met, demanding"."""
    if not link.source or not link.cue or link.source[-1][1] > link.cue[0][0]:
        return link
    words, (first, last), cue = passages.tokens.words, link.source[-1], link.cue[0][0]
    has_spoken = before is not None and bool(before.cue) and last <= before.cue[0][0] < cue
    is_apart = (
        words[cue].endswith("ing") and words[cue - 1] == "," and "," not in words[last : cue - 1]
    )
    is_inside = words[first - 1] in _RELATIVES and words[first - 2 : first - 1] == [","]
    if has_spoken or not (is_apart and is_inside and cue - 1 > last):
        return link
    return replace(link, source=(), rule="governed")


def _bare(passages: Passages, link: Link) -> Link:
    """A source without what was done to it: "The report, ordered by the minister, recommends"."""
    words = passages.tokens.words
    for first, last in link.source[:1]:
        comma = next((i for i in range(first + 1, last - 2) if words[i] == ","), 0)
        if comma and _is_participle(words[comma + 1]) and "by" in words[comma + 2 : comma + 4]:
            return replace(link, source=((first, comma),))
    return link


def _sentence(passages: Passages, token: int) -> int:
    """The first token of its sentence."""
    row = bisect.bisect_right(passages.sentences, (token, len(passages.tokens))) - 1
    return passages.sentences[max(0, row)][0]
