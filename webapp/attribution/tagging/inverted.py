"""Inverted cues, such as "…, say others"; and "Asked whether …", which is no cue."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.word_lists import word_list

FEWEST_SAID = 2
"""Tokens of the shortest statement that a verb may cut in on, its comma counted."""
MOST_UNREAD = 0.85
"""The most that is said of a proposal that the model did not make: 4 of 4 were right in news."""
LONGEST_SOURCE = 8
"""Tokens of the longest source behind an inverted cue."""
_VERBS = word_list("plain_present") | {"ask", "explain", "note", "reply", "urge", "wonder"}
_PRESENT = _VERBS | {f"{verb}s" for verb in _VERBS}
_PUT = word_list("put_to")
_QUESTIONS = word_list("openings") | {"about", "on", "for", "by", "over"}
_SEVERAL = frozenset({"some", "others", "many", "most", "people", "critics", "police"})
_NOUNS = frozenset({"report", "note", "claim", "hope", "fear", "demand", "reply", "reject"})
"""Verbs that may as well be nouns: "report cards" say nothing."""
_ONE = frozenset({"the", "a", "an", "his", "her", "one"})
_WH = frozenset({"who", "what", "where", "when", "why", "how", "which"})
_STOPS = frozenset({",", ".", ";", "!", "?", "—", "–", ":"})
_CLAUSES = frozenset(
    {"that", "whether", "if", "who", "which", "is", "are", "was", "were", "has", "have"}
)


def is_put_to_somebody(passages: Passages, link: Link) -> bool:
    """Who is asked says nothing yet, and who asks stays unsaid: "Asked whether he would go, …"."""
    if not link.cue:
        return False
    words = passages.tokens.words
    first, last = link.cue[0]
    asked = next((i for i in range(first, last) if words[i].lower() in _PUT), None)
    if asked is None:
        return False
    if not link.source:
        return True
    is_fronted = asked == first and (first == 0 or not words[first - 1][0].isalnum())
    follows = words[asked + 1].lower() if asked + 1 < len(words) else ""
    is_before = link.source[0][0] < first
    return is_fronted and follows in _QUESTIONS and (not is_before or words[first - 1] == ",")


def unread(passages: Passages, links: Sequence[Link]) -> Iterator[Link]:
    """What the model overlooks of verbs that cut in, as in "Give them time, argue supporters"."""
    words = passages.tokens.words
    cued = {token for link in links for place in link.cue for token in range(*place)}
    for first, last in passages.sentences:
        for cue in range(first + FEWEST_SAID, last - 2):
            if words[cue] not in _PRESENT or words[cue - 1] != "," or cue in cued:
                continue
            link = Link(
                ((cue, cue + 1),), (), ((first, cue - 1),), rule="inverted", most=MOST_UNREAD
            )
            source = _behind(passages, link)
            if source and _agrees(words, cue, source) and _ends(words, first, source[1]):
                yield uninverted(passages, link)


def _agrees(words: Sequence[str], cue: int, source: Range) -> bool:
    """Whether verb and subject are both of one or both of several."""
    noun = words[source[0] : source[1]]
    is_known = words[cue] not in _NOUNS
    is_several = noun[0] in _SEVERAL or (is_known and ("and" in noun or noun[-1].endswith("s")))
    is_one = noun[0].lower() in _ONE or all(word[0].isupper() for word in noun if word.isalpha())
    return is_several if words[cue] in _VERBS else is_one


def _ends(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the sentence ends behind the subject, or goes on with what is asked."""
    return words[last] in ".!?" or (words[last] == "," and words[first].lower() in _WH)


def uninverted(passages: Passages, link: Link) -> Link:
    """The source behind its verb, and as content what the two cut in on."""
    source = _behind(passages, link)
    if source is None:
        return link
    words = passages.tokens.words
    comma = link.cue[0][0] - 1
    row = bisect.bisect_right(passages.sentences, (comma, len(words))) - 1
    first, last = passages.sentences[row]
    if first < link.content[0][0] < comma and words[link.content[0][0] - 1] == ")":
        first = link.content[0][0]
    pieces: list[Range] = [(first, comma)] if first < comma else []
    if words[source[1]] == "," and source[1] + 1 < last and words[first].lower() in _WH:
        pieces.append((source[1] + 1, last))
    return replace(link, source=(source,), content=tuple(pieces), rule="inverted")


def _behind(passages: Passages, link: Link) -> Range | None:
    """The words between the verb and the next mark; None where its subject is not behind it."""
    words = passages.tokens.words
    cue = link.cue[0][0] if [last - first for first, last in link.cue] == [1] else 0
    if not cue or words[cue] not in _PRESENT or words[cue - 1] != ",":
        return None
    last = cue + 1
    while last < len(words) and last - cue <= LONGEST_SOURCE and words[last] not in _STOPS:
        last += 1
    noun = {word.lower() for word in words[cue + 1 : last]}
    if not noun or words[last : last + 1] == [] or words[last] not in _STOPS or noun & _CLAUSES:
        return None
    return (cue + 1, last) if _is_inverted(passages, link, cue) else None


def _is_inverted(passages: Passages, link: Link, cue: int) -> bool:
    """What is said stands before the verb, outside quotation marks, and nobody who says it does."""
    if passages.inside[cue - 1] >= 0 or passages.inside[cue] >= 0:
        return False
    if not link.source:
        return link.content[0][0] < cue
    first, last = link.source[0]
    is_question = last - first == 1 and passages.tokens.words[first].lower() in _WH
    return first > cue or is_question
