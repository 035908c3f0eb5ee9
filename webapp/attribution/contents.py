"""Contents: what is said, left or right of the cue, in one piece or several."""

from __future__ import annotations

from typing import NamedTuple

from webapp.attribution.cues import Cue
from webapp.attribution.prose import Prose, Range
from webapp.attribution.sources import Source, is_verb, subject_before
from webapp.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    COORDINATORS,
    DAYS,
    DETERMINERS,
    MONTHS,
    OPENING_QUOTES,
    PERIODS,
    POSSESSIVES,
    PREPOSITIONS,
    SENTENCE_ENDS,
    SUBJECT_PRONOUNS,
)

LONGEST_ADDRESS = 16
"""Words between a cue and "that" which may tell to whom, when and where it was said."""
_QUOTES = frozenset("“ ” \" '' ‘ ’ '".split())
_ADDRESSING = frozenset(
    "told tells tell telling asked asks asking reminded reminding assured assuring informed"
    " informing warned warning urged".split()
)
_SAYING = frozenset(
    "said says say saying told tells added adds wrote writes tweeted replied continued explained"
    " noted recalled argued insisted responded declared stated claimed warned asked joked"
    " concluded announced reported acknowledged testified shouted remarked quipped posted".split()
)


class Contents(NamedTuple):
    """The pieces of a content; when `is_open`, the last piece ends where it may at the latest."""

    pieces: list[Range]
    is_open: bool


NOTHING = Contents([], False)


def contents_of(prose: Prose, sentence: Range, cue: Cue, source: Source) -> Contents:
    """The pieces of what the cue reports, in order; without pieces where nothing is found."""
    if cue.form == "according":
        return _by_account(prose, sentence, cue, source)
    if cue.form in {"passive", "hearsay"}:
        return _of_passive(prose, sentence, cue, source)
    is_near = source.span is not None and source.how in {"subject", "after", "relative"}
    first = min(cue.first, source.span[0]) if is_near and source.span else cue.first
    last = max(cue.last, source.span[1]) if is_near and source.span else cue.last
    left = _left(prose, sentence, first, cue)
    right = _right(prose, sentence, cue, last, bool(left))
    if not left:
        return right
    if not right.pieces or (_ends_quote(prose, left) and not _joins(prose, right, last)):
        return Contents([left], False)
    if not _ends_quote(prose, left) and prose.tokens.low[last] != ",":
        return right
    return Contents([left, *right.pieces], right.is_open)


def _joins(prose: Prose, right: Contents, last: int) -> bool:
    """Whether the words after "…,” he said" go on with the quotation."""
    return prose.quoted[right.pieces[0][0]] >= 0 or prose.tokens.low[last] == ","


def _left(prose: Prose, sentence: Range, first: int, cue: Cue) -> Range | None:
    """What stands before the source and cue, when a comma or quotation mark sets it off."""
    low = prose.tokens.low
    if first - 1 <= sentence[0] or cue.form in {"noun", "participle"} or cue.anchor < first:
        return None
    if low[first - 1] not in {",", "”", '"', "''", "’", "'", "?", "!", "—", "–", "--"}:
        return None
    start = sentence[0]
    if low[start] in COORDINATORS and low[start + 1] not in OPENING_QUOTES:
        start += 1
    return start, first - 1 if low[first - 1] in {",", "—", "–", "--"} else first


def _ends_quote(prose: Prose, left: Range) -> bool:
    """Whether a quotation closes at the end of the range, perhaps before a comma."""
    return prose.quoted[left[1] - 1] >= 0 or prose.quoted[max(left[0], left[1] - 2)] >= 0


def _right(prose: Prose, sentence: Range, cue: Cue, last: int, has_left: bool) -> Contents:
    """What follows the source and cue in the sentence."""
    low = prose.tokens.low
    end = sentence_end(prose, sentence, last)
    start = _opening(prose, cue, last, end)
    if start >= end:
        return NOTHING
    if has_left and not _may_go_on(prose, cue, last, start, end):
        return Contents(_later_quote(prose, start, end), False)
    if low[start] in COORDINATORS and prose.quoted[start] < 0:
        return NOTHING
    return Contents([(start, end)], True)


def sentence_end(prose: Prose, sentence: Range, last: int) -> int:
    """The sentence's end without its full stop, moved on to the close of an open quotation."""
    low = prose.tokens.low
    end = sentence[1]
    inside = prose.quoted[end - 1]
    if inside >= 0 and prose.quotations[inside].first >= last:
        end = max(end, prose.quotations[inside].last)
    while end > last and low[end - 1] in SENTENCE_ENDS and prose.quoted[end - 1] < 0:
        end -= 1
    return end


def _may_go_on(prose: Prose, cue: Cue, last: int, start: int, end: int) -> bool:
    """Whether the words after "…, he said" can be more of the content."""
    low = prose.tokens.low
    if prose.quoted[start] >= 0:
        return True
    if low[last] == ",":
        return not low[start].endswith("ing") and low[start] not in COORDINATORS
    if cue.key.split(" ")[0] not in _SAYING:
        return True
    word = low[start]
    if word in PREPOSITIONS or word in DAYS or word in ADVERBS or word.endswith("ly"):
        return False
    return any(
        low[i] in AUXILIARIES or is_verb(prose, i) for i in range(start, min(end, start + 12))
    )


def _later_quote(prose: Prose, start: int, end: int) -> list[Range]:
    """The quotation after "…, he said in an interview,"."""
    low = prose.tokens.low
    for place in range(start, end):
        inside = prose.quoted[place]
        if inside >= 0:
            is_next = low[place - 1] in {",", ":", "."}
            quotation = prose.quotations[inside]
            return [(place, min(end, quotation.last))] if is_next else []
    return []


def _opening(prose: Prose, cue: Cue, last: int, end: int) -> int:
    """Where the content after a cue begins: after "that", a colon, the person told, the day."""
    low = prose.tokens.low
    start = last
    that = _that(prose, start, end)
    if that is not None:
        return that
    if start < end and low[cue.anchor] in _ADDRESSING:
        start = _after_addressee(prose, start, end)
    start = _after_time(prose, start, end)
    while start < end and low[start] in {",", ":", "—", "–", "--"}:
        start += 1
    if start < end and low[start] == "that":
        start += 1
    if cue.form == "noun" and start < end and low[start] in {"of", "that", "about", "for", "to"}:
        start += 1
    return start


def _that(prose: Prose, start: int, end: int) -> int | None:
    """The index after a "that" which opens the content, with only an address before it."""
    low = prose.tokens.low
    for place in range(start, min(end, start + LONGEST_ADDRESS)):
        word = low[place]
        if word == "that" and (place == start or low[place - 1] not in PREPOSITIONS):
            return place + 1
        if prose.quoted[place] >= 0 or word in {":", ";"} or word in AUXILIARIES:
            return None
        if word == "," and low[place + 1 : place + 2] not in (["in"], ["at"], ["that"]):
            return None
        if is_verb(prose, place) or word in {"if", "whether", "because", "as", "when", "to"}:
            return None
    return None


def _after_addressee(prose: Prose, start: int, end: int) -> int:
    """The index after the person told ("told reporters", "told The Associated Press")."""
    low, words = prose.tokens.low, prose.tokens.words
    place = start
    if low[place] in {"me", "him", "her", "them", "us", "you", "it"}:
        return place + 1
    if low[place] in DETERMINERS or low[place] in POSSESSIVES:
        place += 1
    is_name = place < end and words[place][0].isupper()
    while place < end and (
        words[place][0].isupper() or low[place] == "'s" or (is_name and low[place] in {"of", "and"})
    ):
        place += 1
    if is_name and place > start:
        return place
    return place + 1 if place < end and words[place].isalpha() and place >= start else place


def _after_time(prose: Prose, start: int, end: int) -> int:
    """The index after "Sunday", "on Sunday", "last week", "earlier this month"."""
    low = prose.tokens.low
    while start < end:
        word = low[start]
        follows = low[start + 1] if start + 1 < end else ""
        if word in DAYS or word in {"earlier", "later"}:
            start += 1
        elif word in {"on", "in", "late", "early", "last", "this"} and (
            follows in DAYS
            or follows in MONTHS
            or follows in PERIODS
            or follows in {"late", "early"}
        ):
            start += 2
        elif word[0].isdigit() and low[start - 1] in MONTHS:
            start += 1
        elif word in {"morning", "night", "evening", "afternoon"} and low[start - 1] in DAYS:
            start += 1
        else:
            break
    return start


def _by_account(prose: Prose, sentence: Range, cue: Cue, source: Source) -> Contents:
    """The contents of "according to …", which stands before, behind or amid them."""
    low = prose.tokens.low
    end = sentence_end(prose, sentence, cue.last)
    behind = source.span[1] if source.span else cue.last
    after = behind + (behind < end and low[behind] == ",")
    if cue.first - sentence[0] <= 1:
        return Contents([(after, end)], True) if after < end else NOTHING
    stop = cue.first - (low[cue.first - 1] in {",", "—", "("})
    pieces = [(sentence[0] + (low[sentence[0]] in COORDINATORS), stop)]
    goes_on = behind < after < end and low[after] not in COORDINATORS
    if goes_on:
        pieces.append((after, end))
    return Contents([piece for piece in pieces if piece[0] < piece[1]], goes_on)


def _of_passive(prose: Prose, sentence: Range, cue: Cue, source: Source) -> Contents:
    """The subject and the rest of the clause ("He … was charged with fraud")."""
    low = prose.tokens.low
    subject = subject_before(prose, sentence, cue.first)
    start = source.span[1] if source.span and source.how == "agent" else cue.last
    end = sentence_end(prose, sentence, start)
    pieces = [subject.span] if subject.span and subject.how != "relative" else []
    goes_on = start < end and low[start] not in {",", ";", ":"}
    if goes_on:
        pieces.append((start, end))
    return Contents([piece for piece in pieces if piece[0] < piece[1]], goes_on)
