"""Phrases: what of a source's words is its name, and which phrase stands before a pronoun."""

from __future__ import annotations

from webapp.attribution.naming.words import (
    ARTICLES,
    LONGEST_WALK,
    PREPOSITIONS,
    RELATIVES,
    is_plural,
    pronoun_of,
    words,
)
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.text.tokens import Tokens

_OPENERS = words("lead_ins")
_DASHES = frozenset("—–―")
_FURTHEST = 90
"""Tokens before a pronoun within which it finds its group."""


def bare(tokens: Tokens, place: Range) -> Range:
    """The phrase without what leads it in, its article and what is added to it."""
    first, last = place
    while first < last - 1 and (
        tokens.words[first].casefold() in _OPENERS | ARTICLES
        or not (tokens.words[first][0].isalnum() or tokens.words[first] == "#")
    ):
        first += 1
    if last - first > 1 and tokens.words[last - 1] in RELATIVES:
        last -= 1
    end = _end(tokens, first, last)
    while end < last and end - 1 > first and tokens.words[end - 1] in PREPOSITIONS:
        end -= 1
    while end - 1 > first and not tokens.words[end - 1][0].isalnum() and not _closes(tokens, end):
        end -= 1
    if end - 2 > first and "".join(tokens.words[end - 2 : end]) in {"'s", "’s"}:
        end -= 2
    return first, end


def _closes(tokens: Tokens, end: int) -> bool:
    """Whether the full stop at the end belongs to `Inc.` or `U.S.`."""
    return tokens.words[end - 1] == "." and len(tokens.words[end - 2]) == 1


def _end(tokens: Tokens, first: int, last: int) -> int:
    """Where an addition begins: a comma that lists nothing, a dash, a bracket, a relative."""
    listed = _is_list(tokens, first, last)
    for i in range(first + 1, last):
        word = tokens.words[i]
        if (word == "," and not listed) or word in _DASHES or word in "([;:":
            return i
        if word == "-" and tokens.starts[i] > tokens.ends[i - 1]:
            return i
        if (word in RELATIVES and word != "that") or word == "like":
            return i
    return last


def _is_list(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the commas stand between things of one kind: `analysts, crusaders and traders`."""
    commas = [i for i in range(first, last - 1) if tokens.words[i] == ","]
    if not commas or "and" not in tokens.words[commas[-1] : last]:
        return False
    after = {tokens.words[i + 1].casefold() for i in commas}
    return after.isdisjoint(
        ARTICLES | RELATIVES | {"of", "then", "now", "but", "part"}
    ) and not any(word.endswith("ly") or word == "often" for word in after)


def text_of(tokens: Tokens, place: Range) -> str:
    """The words of the phrase on one line."""
    span = tokens.span(*place)
    return " ".join(tokens.text[span.start : span.end].split())


def head_of(tokens: Tokens, place: Range) -> int:
    """The token that says what kind of thing a phrase is of: the last before a preposition."""
    first, last = place
    for i in range(first + 1, last):
        if tokens.words[i].casefold() in PREPOSITIONS | RELATIVES:
            return i - 1
    return last - 1


def phrase_before(passages: Passages, end: int, sentence: int) -> Range | None:
    """The noun phrase that ends before a token, back to its article or to a small word."""
    tokens = passages.tokens
    first = end
    while first > max(sentence, end - LONGEST_WALK):
        word = tokens.words[first - 1].casefold()
        if word in {"'", "’"} or (word == "s" and tokens.words[first - 2] in {"'", "’"}):
            first -= 1
            continue
        if word in ARTICLES or word in PREPOSITIONS or _stops(tokens.words[first - 1]):
            break
        if first < end and _is_verb(tokens, first - 1):
            break
        first -= 1
        if word in _QUANTITIES and tokens.words[first - 1].casefold() not in _QUANTITIES:
            break
    return (first, end) if first < end else None


_QUANTITIES = words("quantities")
_SMALL = words("no_nouns")


def _is_verb(tokens: Tokens, i: int) -> bool:
    """Whether a word in small letters right behind a name tells what somebody did."""
    word = tokens.words[i]
    is_behind = i > 0 and tokens.words[i - 1][0].isupper()
    return is_behind and word.islower() and word.endswith("ed")


def _stops(word: str) -> bool:
    if not (word[0].isalnum() or word == "-"):
        return True
    return word.casefold() in _SMALL or (word.endswith("ing") and word[0].islower())


def group_before(passages: Passages, token: int, sentences: list[int]) -> Range | None:
    """The last phrase for several people that may be meant by "they", subjects first."""
    tokens = passages.tokens
    found: list[tuple[int, Range]] = []
    for i in range(token - 1, max(token - _FURTHEST, -1), -1):
        word = tokens.words[i]
        small = word.casefold()
        if passages.inside[i] >= 0 and passages.inside[token] < 0:
            continue
        if not is_plural(small) or (word[0].isupper() and pronoun_of(small) is not None):
            continue
        if word[0].isupper() and i not in sentences and small not in words("not_names"):
            continue
        if _is_modifier(tokens, i):
            continue
        start = next((s for s in reversed(sentences) if s <= i), 0)
        place = phrase_before(passages, i + 1, start)
        if place:
            before = tokens.words[place[0] - 1].casefold() if place[0] else ""
            rank = sum(1 for s in sentences if i < s <= token) * 2 + (before in PREPOSITIONS) * 3
            found.append((rank, place))
    return min(found, key=lambda row: row[0])[1] if found else None


def _is_modifier(tokens: Tokens, i: int) -> bool:
    """Whether the noun has another behind it or is possessive."""
    ahead = tokens.words[i + 1 : i + 2]
    return bool(ahead) and ahead[0] in {"'", "’", "-"}
