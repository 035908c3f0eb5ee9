"""The top of a page: menus, and the headline once more, before the first sentence of prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from webapp.attribution.text.furniture_lines import FurnitureKind, kind_of
from webapp.attribution.text.spans import TextSpan
from webapp.attribution.word_lists import word_list

_SEPARATORS = re.compile(r"\s*[|·•»>/]\s*|\s{2,}|\t")
_SENTENCE_END = re.compile(r"[.!?…:;][”’\"')\]]*$")
_OUTLET_BEHIND = re.compile(r"\s[|–—-]\s[^|–—]{2,40}$")
_NO_LETTERS = re.compile(r"[\W_]+")
MOST_LINES = 40
"""Lines among which the top of a page ends."""
LINES_TO_HEADLINE = 4
"""Lines of prose among which the headline may come again."""


def top_of(
    text: str, blocks: Sequence[TextSpan], title: str
) -> Iterator[tuple[TextSpan, FurnitureKind]]:
    """Lines of menus, and the title where it comes again; nothing below the first sentence."""
    wanted = comparable_titles(title)
    prose_lines = 0
    for block in blocks[:MOST_LINES]:
        line = text[block.start : block.end]
        if comparable(line) in wanted:
            yield block, FurnitureKind.HEADLINE
            wanted = frozenset()
        elif is_menu(line):
            yield block, FurnitureKind.MENU
        elif kind_of(line) is None:
            prose_lines += 1
            if prose_lines >= LINES_TO_HEADLINE or _is_sentence(line):
                return


def comparable_titles(title: str) -> frozenset[str]:
    """The title, and the title without the outlet behind it, as they are compared."""
    plain = {comparable(title), comparable(_OUTLET_BEHIND.sub("", title))}
    return frozenset(words for words in plain if words)


def comparable(words: str) -> str:
    """The letters and digits of a line, capitals and punctuation apart."""
    return _NO_LETTERS.sub(" ", words[:500]).strip().casefold()


def is_menu(line: str) -> bool:
    """Names of sections side by side, or one of them alone."""
    if len(line) > 300 or _SENTENCE_END.search(line):
        return False
    items = [item for item in _SEPARATORS.split(line) if item]
    if len(items) == 1:
        words = line.split()
        known = sum(1 for word in words if word.casefold() in word_list("sections"))
        are_names = len(words) > 3 and not any(word[0].islower() for word in words)
        return known == len(words) or (known >= 3 and are_names)
    known = sum(1 for item in items if item.casefold() in word_list("sections"))
    are_short = all(len(item.split()) <= 4 for item in items)
    return are_short and known >= 1 and (known * 2 >= len(items) or len(items) >= 4)


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= 8 and bool(_SENTENCE_END.search(line))
