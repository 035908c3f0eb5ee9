"""Rules: what the model is not left alone with.

Nobody who is accused becomes a speaker, names and contents are taken whole, and a sentence that two
cues share is parted between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from webapp.attribution.tagging.accused import once, unaccused
from webapp.attribution.tagging.governed import governed
from webapp.attribution.tagging.inverted import is_put_to_somebody, uninverted, unread
from webapp.attribution.tagging.layout import laid_out, lines_of
from webapp.attribution.tagging.links import Link
from webapp.attribution.tagging.quoted import quoted
from webapp.attribution.tagging.turns import spoken
from webapp.attribution.tagging.uncued import uncued
from webapp.attribution.text.passages import Passages
from webapp.attribution.word_lists import word_list

_NEVER_FIRST = frozenset({"and", "but", "by"})
"""Words that lead up to a source and are no part of it."""
_NEVER_LAST = word_list("never_last")
_FINITE = word_list("finite")
_RELATIVE = frozenset({"that", "which", "who", "what"})
_ARTICLES = frozenset({"a", "an", "the"})
_NO_HEAD = word_list("no_head")
_LONGEST_HEAD = 4
"""Tokens of the longest noun phrase that is taken for the head of a content."""


def corrected(passages: Passages, links: Sequence[Link]) -> list[Link]:
    """The links with contents, each after the rules; in the order of the text."""
    lines = lines_of(passages)
    read = [*links, *unread(passages, links)]
    placed = (laid_out(passages, lines, link) for link in read if link.content)
    heard = [
        unaccused(passages, uninverted(passages, link))
        for link in spoken(passages, [link for link in placed if link])
        if link.content
    ]
    kept = [
        _headed(passages, _trimmed(passages, link))
        for link in once(heard)
        if not is_put_to_somebody(passages, link)
    ]
    kept = governed(passages, kept)
    cued = {last: first for link in kept for first, last in link.cue}
    kept = [_parted(passages, link, cued) for link in kept]
    whole = quoted(passages, kept)
    return sorted([*whole, *uncued(passages, whole)], key=lambda link: link.first)


def _trimmed(passages: Passages, link: Link) -> Link:
    """Take names whole, and leave out a conjunction or article with which a content breaks off."""
    words = passages.tokens.words
    cued = {token for place in link.cue for token in range(*place)}
    source = list(link.source)
    for number, (start, end) in enumerate(source):
        last, first = end, start
        while end - first > 1 and _leads_up(words, first):
            first += 1
        while last < len(words) and last not in cued and _is_one_name(passages, last):
            last += 1
        source[number] = (first, last)
    content = list(link.content)
    first, last = content[-1]
    while last - first > 1 and words[last - 1].lower() in _NEVER_LAST:
        last -= 1
    content[-1] = (first, last)
    return replace(link, source=tuple(source), content=tuple(content))


def _leads_up(words: Sequence[str], first: int) -> bool:
    """Whether a source goes on without its first word, such as "that" before a name."""
    word, follows = words[first].lower(), words[first + 1]
    return word in _NEVER_FIRST or (
        word == "that" and (follows[0].isupper() or follows in _ARTICLES)
    )


def _is_one_name(passages: Passages, token: int) -> bool:
    """The token and the one before it are two words of a name."""
    tokens = passages.tokens
    pair = tokens.words[token - 1 : token + 1]
    is_near = tokens.starts[token] - tokens.ends[token - 1] == 1
    return is_near and all(word[0].isupper() and len(word) > 1 for word in pair)


def _parted(passages: Passages, link: Link, cued: Mapping[int, int]) -> Link:
    """A content ends before the cue that carries the sentence on: "… from his wife, saying …".

    `cued` leads from where a cue ends to where it starts.
    """
    first, end = link.content[-1]
    last = end
    while cued.get(last, first) > first and (cued[last], last) not in link.cue:
        last = cued[last]
    while last < end and last - first > 1 and passages.tokens.words[last - 1] == ",":
        last -= 1
    return replace(link, content=(*link.content[:-1], (first, last))) if last < end else link


def _headed(passages: Passages, link: Link) -> Link:
    """Give a content its head: "bruises they said were due to …", "which he hopes will …".

    A content that starts with a finite verb behind its cue has its subject before the source.
    """
    if not link.source or not link.cue or link.content[0][0] != link.cue[-1][1]:
        return link
    words = passages.tokens.words
    source = link.source[0][0]
    if words[link.content[0][0]].lower() not in _FINITE or link.source[-1][1] > link.cue[0][0]:
        return link
    first = source
    while source - first < _LONGEST_HEAD and first and _is_of_head(passages, first - 1):
        first -= 1
        if words[first].lower() in _ARTICLES | _RELATIVE:
            break
    if first == source:
        return link
    return replace(link, content=((first, source), *link.content), rule="headed")


def _is_of_head(passages: Passages, token: int) -> bool:
    """The token may stand in a noun phrase, and nothing parts it from the next one."""
    tokens = passages.tokens
    word = tokens.words[token].lower()
    is_near = tokens.starts[token + 1] - tokens.ends[token] == 1
    return is_near and word.isalpha() and word not in _NO_HEAD
