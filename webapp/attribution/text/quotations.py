"""Quotations: where quotation marks open and close, also across paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.attribution.text.tokens import Tokens

_OPENING = {"“": "”", "«": "»", "„": "“”", "``": "''", "‘": "’"}
_EITHER = frozenset({"“”"})
_STRAIGHT = {'"', "''"}
LONGEST_SINGLE = 80
"""Tokens within which a single quotation mark must close, or it is an apostrophe."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens first..last-1, marks included; `continues` when it goes on from the one before."""

    first: int
    last: int
    continues: bool = False
    is_closed: bool = True

    @property
    def size(self) -> int:
        """How many tokens it has."""
        return self.last - self.first


def quotations(tokens: Tokens, blocks: Sequence[tuple[int, int]]) -> list[Quotation]:
    """The outermost quotations of the paragraphs (token ranges), in order."""
    found: list[Quotation] = []
    is_open = ""
    for first, last in blocks:
        is_open = _paragraph(tokens, first, last, is_open, found)
    return found


def _paragraph(tokens: Tokens, first: int, last: int, is_open: str, out: list[Quotation]) -> str:
    """Add one paragraph's quotations; gives the marks that would close its last one, if it is open.

    It goes on in a paragraph that opens with the same mark.
    """
    index = first
    while index < last:
        closing = _closing_of(tokens, index, last)
        if not closing:
            index += 1
            continue
        end = _end_of(tokens, index + 1, last, closing)
        is_single = closing in {"'", "’"}
        if end is None and is_single:
            index += 1
            continue
        continues = is_open == closing and index == first
        out.append(Quotation(index, end or last, continues, end is not None))
        if end is None:
            return closing
        index = end
    return ""


def _closing_of(tokens: Tokens, index: int, last: int) -> str:
    """The marks that would close a quotation opened here; empty where none opens."""
    word = tokens.words[index]
    if word in _STRAIGHT:
        return word
    if word == "'":
        return "'" if _opens(tokens, index, last) else ""
    if word == "‘":
        return "’" if _opens(tokens, index, last) else ""
    return _OPENING.get(word, "")


def _opens(tokens: Tokens, index: int, last: int) -> bool:
    """Whether a single mark has a blank before it and none after it."""
    if index + 1 >= last or tokens.starts[index + 1] != tokens.ends[index]:
        return False
    before = tokens.text[tokens.starts[index] - 1 : tokens.starts[index]]
    return not before or before.isspace() or before in '([—–-"“'


def _end_of(tokens: Tokens, index: int, last: int, closing: str) -> int | None:
    """The index after the closing mark, or None when it never comes."""
    if closing in {"'", "’"}:
        last = min(last, index + LONGEST_SINGLE)
    words = tokens.words
    for place in range(index, last):
        if _closes(words[place], closing) and (
            closing not in {"'", "’"} or not _joins(tokens, place)
        ):
            return place + 1
    return None


def _closes(word: str, closing: str) -> bool:
    """The mark is the closing one, or one of those that may close a low quotation mark."""
    return word == closing or (closing in _EITHER and word in closing)


def _joins(tokens: Tokens, place: int) -> bool:
    """Whether the apostrophe stands between letters."""
    end = tokens.ends[place]
    return tokens.text[end : end + 1].isalnum()
