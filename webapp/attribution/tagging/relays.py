"""Relays: the outlets that pass on what a source says ("told The Associated Press")."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.text.spans import TextSpan
from webapp.attribution.text.tokens import Tokens
from webapp.attribution.word_lists import word_list

REACH = 30
"""Tokens before and after a cue in which its relay is looked for."""
LONGEST = 10
"""Tokens of the longest name of an outlet."""
CHANNEL = 6
"""Tokens within which "interview" or "statement" stands before the outlet."""

_OUTLETS = word_list("outlets")
_PARTS = word_list("outlet_parts")
_INSIDE = word_list("outlet_words")
_OTHERS = word_list("not_outlets")
_REPORTING = word_list("reporting")
_CHANNELS = word_list("channels")
_TELLING = word_list("telling")
_DATES = word_list("dates")
_OPENING = frozenset(("the", "a", "an", "its", "their", "our", "his", "her"))
_REACHES = frozenset(("with", "to", "on", "by", "in", "for", "from"))
_BRIDGES = frozenset((("face", "the"), ("meet", "the"), ("fox", "and")))
_MARKS = frozenset((",", "as", '"', "”", "''", "’", "—", "–", "-"))
_QUOTING = frozenset(("quoted", "quotes", "quoting"))


def relays_of(passages: Passages, link: Link) -> tuple[TextSpan, ...]:
    """Where the text names who relays the link's content, other than its source."""
    tokens = passages.tokens
    taken = {i for part in (link.source, link.content) for piece in part for i in range(*piece)}
    cue = {i for piece in link.cue for i in range(*piece)}
    found: list[TextSpan] = []
    last = 0
    for i in _around(passages, link):
        if i < last or i in taken or not _may_open(tokens, i):
            continue
        end = _outlet_end(tokens, i, taken)
        if end and _relays(tokens, (i, end), cue, link):
            found.append(tokens.span(i, end))
            last = end
    return tuple(found)


def _around(passages: Passages, link: Link) -> Iterator[int]:
    """The tokens near the cue, in its own sentence."""
    if not link.cue:
        return iter(())
    head = link.cue[0][0]
    place = bisect.bisect_right(passages.sentences, (head, len(passages.tokens))) - 1
    first, last = passages.sentences[max(0, place)]
    return iter(range(max(first, head - REACH), min(last, link.cue[-1][1] + REACH)))


def _may_open(tokens: Tokens, i: int) -> bool:
    """Whether an outlet's name or description may begin here, with its article if it has one."""
    before = _at(tokens, i - 1)
    return before not in _OPENING and before not in _INSIDE


def _outlet_end(tokens: Tokens, first: int, taken: set[int]) -> int | None:
    """The token after the outlet that begins here; None where none does."""
    words = tokens.words
    end = first + 1 if words[first].lower() in _OPENING else first
    start = end
    while end < min(len(words), first + LONGEST) and end not in taken and _belongs(tokens, end):
        end += 1
    while end > start and words[end - 1] in ("'", "’", "s", "of"):
        end -= 1
    return end if _names_outlet(tokens, first, start, end) else None


def _belongs(tokens: Tokens, i: int) -> bool:
    """Whether the token goes on with a name."""
    word = tokens.words[i]
    if word[0].isupper():
        return word.lower() not in _DATES
    behind = tokens.words[i + 1] if i + 1 < len(tokens) else ""
    if word in "'’":
        return behind == "s"
    if word in ("s", "of"):
        return behind[:1].isupper()
    return word.lower() in _INSIDE or (tokens.words[i - 1].lower(), word) in _BRIDGES


def _names_outlet(tokens: Tokens, first: int, start: int, end: int) -> bool:
    """Whether the words name an outlet, and not what one made: "a Fox News poll"."""
    words = tokens.words[start:end]
    lower = [word.lower() for word in words]
    is_named = any(word[0].isupper() and word.lower() not in _INSIDE for word in words)
    if not is_named or _OTHERS.intersection((*lower, _at(tokens, end))):
        return False
    if tokens.words[first].lower() in ("a", "an") and lower[-1] not in _INSIDE:
        return False
    if "agency" in lower:
        return "news" in lower
    has_start = first < start or len(words) > 1
    return any(
        small in _OUTLETS or (has_start and small in _PARTS and word[0].isupper())
        for word, small in zip(words, lower, strict=True)
    )


def _relays(tokens: Tokens, outlet: Range, cue: set[int], link: Link) -> bool:
    return (
        _is_told(tokens, outlet, cue)
        or _is_reached(tokens, outlet, cue)
        or _reports(tokens, outlet, cue, link)
    )


def _is_told(tokens: Tokens, outlet: Range, cue: set[int]) -> bool:
    """Told right before it: "told CNN"."""
    before = outlet[0] - 1
    return before in cue and _at(tokens, before) in _TELLING


def _is_reached(tokens: Tokens, outlet: Range, cue: set[int]) -> bool:
    """Said there: "in an interview with CNN", "said on Fox News"."""
    before = outlet[0] - 1
    if _at(tokens, before) not in _REACHES:
        return False
    if before - 1 in cue and _at(tokens, before) in ("on", "to"):
        return True
    return any(_at(tokens, i) in _CHANNELS for i in range(before - CHANNEL, before))


def _reports(tokens: Tokens, outlet: Range, cue: set[int], link: Link) -> bool:
    """Reported by it: "…, Interfax reported", "according to BelTA", "The Post reported that …"."""
    first, last = outlet
    before = _at(tokens, first - 1)
    if before == "to" and _at(tokens, first - 2) == "according":
        return first - 2 not in cue
    if before in _REPORTING and first - 1 not in cue:
        return _stands_apart(tokens, first - 2)
    verb = _verb_behind(tokens, last)
    if verb is None or verb in cue:
        return verb is not None and _at(tokens, verb) in _QUOTING
    if verb < link.first:
        return _leads_to(tokens, verb, link.first)
    return _stands_apart(tokens, first - 1)


def _verb_behind(tokens: Tokens, last: int) -> int | None:
    """The verb of reporting after the outlet, past "has" or "also"."""
    for i in range(last, last + 3):
        if _at(tokens, i) in _REPORTING:
            return i
        if _at(tokens, i) not in ("has", "had", "have", "also", "first"):
            return None
    return None


def _leads_to(tokens: Tokens, verb: int, first: int) -> bool:
    """Whether nothing but "that" and a time stands between the report and what it reports."""
    between = {_at(tokens, i) for i in range(verb + 1, first)}
    return first - verb <= CHANNEL + 1 and not {",", "and", "but", "while", ";"} & between


def _stands_apart(tokens: Tokens, before: int) -> bool:
    """Whether a comma, a quotation mark or "as" parts the report from what it reports."""
    return before < 0 or _at(tokens, before) in _MARKS


def _at(tokens: Tokens, i: int) -> str:
    """The token in small letters; empty outside the text."""
    return tokens.words[i].lower() if 0 <= i < len(tokens) else ""
