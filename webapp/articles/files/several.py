"""Texts in which several articles stand one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from webapp.articles.files.letterhead import is_byline
from webapp.attribution.text.furniture import seed_header

_NEXT_ARTICLE = re.compile(r"(?:(?<=\n) ?| )date \d{4}-\d\d-\d\d(?=[ \n])", re.ASCII)
_HEADER_LENGTH = 20
_END_MARK = re.compile(r"^[ \t]*End of Document[ \t]*(?:\n\s*|\Z)", re.MULTILINE)
_LINE = re.compile(r"[^\s][^\n]*")
_LONGEST_HEADING = 160
_SHORTEST_PROSE = 60
"""Characters of a line that is more than a heading in a list of other articles."""
_NO_HEADING_ENDS_SO = (".", ",", ";", ":")


def articles_in(text: str) -> list[str]:
    """The articles of a text: by date lines, by marks of their ends, by headings with bylines.

    Joined, they are the text; a text without such signs is one article, whatever stands in it.
    """
    for find in (_date_lines, _after_end_marks, _headings):
        starts = [*find(text)]
        if starts:
            places = [0, *starts, len(text)]
            return [text[start:end] for start, end in pairwise(places)]
    return [text]


def _date_lines(text: str) -> Iterator[int]:
    """Where date lines follow the first; inside a line only where a new sentence follows."""
    if seed_header(text[:_HEADER_LENGTH]) is None:
        return
    for match in _NEXT_ARTICLE.finditer(text, 1):
        after = text[match.end() + 1 : match.end() + 2]
        is_line = text[match.start() - 1] == "\n"
        header = seed_header(text[match.start() : match.start() + _HEADER_LENGTH])
        starts_sentence = bool(after) and not (after.islower() or after.isspace())
        if header and (is_line or starts_sentence):
            yield match.start()


def _after_end_marks(text: str) -> Iterator[int]:
    """Where something follows a line that ends a document, as archives of newspapers write it."""
    for match in _END_MARK.finditer(text):
        if match.end() < len(text):
            yield match.end()


def _headings(text: str) -> list[int]:
    """Where headings with a byline follow the first; each with prose below it."""
    lines = [*_LINE.finditer(text)]
    starts = [
        line.start()
        for above, line, below in zip([None, *lines], lines, lines[1:], strict=False)
        if is_byline(below[0]) and _is_heading(text, line, above)
    ]
    parts = pairwise([*starts, len(text)])
    with_prose = [start for start, end in parts if _has_prose(text[start:end])]
    return with_prose[1:]


def _is_heading(text: str, line: re.Match[str], above: re.Match[str] | None) -> bool:
    words = line[0].strip()
    stands_alone = above is None or text.count("\n", above.end(), line.start()) > 1
    is_short = len(words) <= _LONGEST_HEADING and not words.endswith(_NO_HEADING_ENDS_SO)
    return stands_alone and is_short and not is_byline(words)


def _has_prose(part: str) -> bool:
    return any(len(line[0]) >= _SHORTEST_PROSE for line in _LINE.finditer(part))
