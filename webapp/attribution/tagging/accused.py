"""The accused: whoever others speak of, charge or reproach says nothing by that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.quoted import joined
from webapp.attribution.text.passages import Passages
from webapp.attribution.word_lists import word_list

LONGEST_PASSIVE = 8
"""Tokens between a subject and the cue behind its passive: "has been hit with a slew of"."""
FURTHEST_OBJECT = 2
"""Tokens between a passive and what belongs to it; further off somebody may speak."""
REPROACH = 5
"""Tokens of a content among which the reproach stands that somebody meets with."""
_BE = word_list("being")
_LEADING = word_list("leading")
"""What may stand before the participle of a passive, and between its parts."""
_FELT = word_list("felt")
_IRREGULAR = word_list("participles")
_RAISING = word_list("raising")
_HEARSAY = word_list("hearsay")
_MEETING = word_list("meeting")
_REPROACHES = word_list("reproaches")
_DUMMY = frozenset({"it", "there"})
_PARTS = frozenset({",", ";", ":", "—", "–", "and", "but", "who", "which", "that", '"', "“", "”"})


def unaccused(passages: Passages, link: Link) -> Link:
    """Nobody speaks who is only spoken of: "he was charged with …", "she allegedly …".

    The subject of such a cue is part of what is said, as PolNeAR's annotators have it.
    """
    if not link.source or not link.cue:
        return link
    if link.source[0][0] >= link.cue[-1][1]:
        return _unagented(passages, link)
    if link.source[-1][1] > link.cue[0][0] or not _is_spoken_of(passages, link):
        return link
    first, last = link.source[0]
    is_dummy = last - first == 1 and passages.tokens.words[first].lower() in _DUMMY
    content = link.content if is_dummy else joined([*link.source, *link.content])
    return replace(link, source=(), content=content, rule="accused")


def once(links: Sequence[Link]) -> Iterator[Link]:
    """The links without those that tell once more, in part, what somebody is accused of."""
    accused = [link for link in links if link.rule == "accused"]
    told = {t: k for k, link in enumerate(accused) for place in link.content for t in range(*place)}
    for link in links:
        teller = told.get(link.cue[0][0]) if link.cue and link.rule == "accused" else None
        if teller is None or accused[teller] is link:
            yield link


def _unagented(passages: Passages, link: Link) -> Link:
    """Who stands behind a passive speaks where "by" says so: "was nominated for a prize"."""
    words = passages.tokens.words
    cue = [word.lower() for word in words[link.cue[0][0] : link.cue[-1][1]]]
    before = words[link.source[0][0] - 1].lower()
    if link.source[0][0] - link.cue[-1][1] > FURTHEST_OBJECT:
        return link
    if not _is_passive(cue) or "by" in (before, cue[-1], words[link.source[0][0]].lower()):
        return link
    return replace(link, source=(), rule="accused")


def _is_spoken_of(passages: Passages, link: Link) -> bool:
    words = passages.tokens.words
    cue = [word.lower() for word in words[link.cue[0][0] : link.cue[-1][1]]]
    if cue[0] in _HEARSAY or _RAISING & set(cue[:2]) or _is_passive(cue):
        return True
    behind = range(link.cue[-1][1], link.cue[-1][1] + REPROACH)
    told = {
        words[i].lower() for first, last in link.content[:1] for i in behind if first <= i < last
    }
    if _MEETING & set(cue) and _REPROACHES & {*cue, *told}:
        return True
    between = [word.lower() for word in words[link.source[-1][1] : link.cue[0][0]]]
    is_near = 1 < len(between) <= LONGEST_PASSIVE and not _PARTS & set(between)
    return is_near and "by" not in between and _is_passive(between)


def _is_passive(words: Sequence[str]) -> bool:
    """A form of "be", adverbs, and a participle that tells what others do to the subject."""
    if words[0] == "known":
        return True
    rest = list(words)
    had = False
    while rest and (rest[0] in _LEADING or rest[0].endswith("ly")):
        had = had or rest[0] in _BE
        rest.pop(0)
    if not had or not rest or "saying" in rest:
        return False
    return rest[0] in _IRREGULAR or (rest[0].endswith("ed") and rest[0] not in _FELT)
