"""Layout: lines that stand below one another are no sentence, and a heading states nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range

LONGEST_HEADING = 14
"""Tokens of the longest line that may be a heading."""
FEWEST_BELOW = 6
"""More tokens than these has a line that a heading may stand over."""
SHORTEST_WRAPPED = 40
"""Code points of the shortest line that may go on in the next."""
_SENTENCE_ENDS = frozenset(".!?…:;,\"'”’»")
_BULLETS = frozenset("•-–—―*·▪●◦‣+#>")
_PEOPLE = frozenset({"i", "you", "he", "she", "we", "they"})
"""Who opens a line is spoken of in it: it is no heading."""
_QUOTES = frozenset("\"“„«‘'")


@dataclass(frozen=True)
class Lines:
    """The lines and table cells of a text."""

    places: list[Range]
    of: list[int]
    """For each token the number of its line."""
    headings: frozenset[int]
    """Lines that stand over others, and cells. What opens a text is read like the text."""
    bullets: dict[int, int]
    """Where the bullet ends with which a line opens, by the token that it opens with."""

    def parts(self, places: Iterable[Range]) -> Iterator[Range]:
        """The places cut where lines end, without bullets."""
        for first, last in places:
            start = self.bullets.get(first, first)
            while start < last:
                end = min(last, self.places[self.of[start]][1])
                yield start, end
                start = self.bullets.get(end, end)


def lines_of(passages: Passages) -> Lines:
    """The lines of a text, those that are only wrapped joined again."""
    places: list[Range] = []
    headings: set[int] = set()
    for first, last in passages.paragraphs:
        cells = list(_cells(passages, first, last))
        if places and len(cells) == 1 and _goes_on(passages, places[-1], first):
            cells = [(places.pop()[0], last)]
        elif len(cells) > 1:
            ends = (_ends_sentence(passages.tokens.words, cell) for cell in cells)
            headings.update(len(places) + k for k, is_text in enumerate(ends) if not is_text)
        places += cells
    headings.update(_headings(passages, places))
    of = [number for number, (first, last) in enumerate(places) for _ in range(first, last)]
    bullets = {first: end for first, last in places if (end := _bullet(passages, first, last))}
    return Lines(places, of, frozenset(headings), bullets)


def laid_out(passages: Passages, lines: Lines, link: Link) -> Link | None:
    """The link in its cue's line, which only quotations lead out of; None where it is a heading."""
    home = lines.of[(link.cue or link.content)[0][0]]
    if home in lines.headings:
        return None
    source = tuple(part for part in lines.parts(link.source) if lines.of[part[0]] == home)
    return replace(link, source=source, content=_content(passages, lines, link, home))


def _content(passages: Passages, lines: Lines, link: Link, home: int) -> tuple[Range, ...]:
    """What stands in the cue's line, in quotations on the lines beside it, or behind its colon."""
    parts = list(lines.parts(link.content))
    is_led_on = passages.tokens.words[lines.places[home][1] - 1] == ":"
    kept = [part for part in parts if lines.of[part[0]] == home]
    for step, beside in ((1, parts), (-1, parts[::-1])):
        edge = home
        for part in beside:
            line = lines.of[part[0]]
            is_colons = is_led_on and line == home + 1
            is_near = line == edge + step or (line == edge and line != home)
            if is_near and (passages.inside[part[0]] >= 0 or is_colons):
                kept.append(part)
                edge = line
    return tuple(sorted(kept))


def _cells(passages: Passages, first: int, last: int) -> Iterator[Range]:
    """The line, or the cells that tabs and upright strokes part."""
    tokens = passages.tokens
    start = first
    for i in range(first + 1, last):
        if "\t" in tokens.text[tokens.ends[i - 1] : tokens.starts[i]] or tokens.words[i] == "|":
            yield start, i
            start = i
    yield start, last


def _goes_on(passages: Passages, line: Range, following: int) -> bool:
    """Whether the line is broken by its length alone, and the next goes on in small letters."""
    tokens = passages.tokens
    end = tokens.ends[line[1] - 1]
    gap = tokens.text[end : tokens.starts[following]]
    is_long = end - tokens.text.rfind("\n", 0, end) > SHORTEST_WRAPPED
    is_open = tokens.words[line[1] - 1] not in _SENTENCE_ENDS or tokens.text[end - 1] == ","
    is_next = gap.count("\n") == 1 and "\t" not in gap
    return is_long and is_open and is_next and tokens.words[following][0].islower()


def _bullet(passages: Passages, first: int, last: int) -> int:
    """The token after the bullet or number with which a line opens; 0 where none does."""
    words = passages.tokens.words
    after = first
    while after < last and (words[after] in _BULLETS or words[after] == "|"):
        after += 1
    if after == first and after + 2 < last and words[first].isdigit():
        after += 2 if words[first + 1] in (".", ")") else 0
    return after if first < after < last else 0


def _headings(passages: Passages, places: Sequence[Range]) -> Iterator[int]:
    """Short lines without an end that stand over a line with one, but for what opens the text."""
    words = passages.tokens.words
    for number in range(1, len(places) - 1):
        first, last = places[number]
        following = places[number + 1]
        opening = words[first]
        is_title = not opening[0].islower() and opening.lower() not in _PEOPLE | _BULLETS
        is_over = _ends_sentence(words, following) and following[1] - following[0] > FEWEST_BELOW
        is_short = last - first <= LONGEST_HEADING and not _QUOTES & set(words[first:last])
        if is_title and is_over and is_short and not _ends_sentence(words, (first, last)):
            yield number


def _ends_sentence(words: Sequence[str], line: Range) -> bool:
    return words[line[1] - 1] in _SENTENCE_ENDS
