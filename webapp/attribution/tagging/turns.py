"""Turns and credit lines: "WALLACE: …" in transcripts, and "― Martha Aguilar" under a quotation.

Labels end in a colon, a colon and a time, a full stop behind a title, or are "Q" and "A".

Nothing but the layout says who speaks, so rules read it and the model is not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.attribution.tagging.links import Link
from webapp.attribution.text.passages import Passages, Range
from webapp.attribution.word_lists import word_list

LONGEST_LABEL = 6
"""Tokens of the longest name before a turn's colon."""
LONGEST_CREDIT = 14
"""Tokens of the longest credit line, its dash not counted."""
MOST_BETWEEN = 6
"""Unlabelled paragraphs between two turns that still belong to the first."""
_DASHES = frozenset("―—–-")
_CLOSING = frozenset({"”", '"', "''", "’", "»"})
_OPEN = frozenset({"(", "["})
_NO_NAMES = word_list("no_labels")


FEWEST_TURNS = 3
"""Turns of a text that is a transcript where they open half of its paragraphs."""
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "senator", "representative", "justice"})
_CHAIRS = frozenset({"chairman", "chairwoman", "chair", "speaker", "witness", "clerk", "court"})
_ASKED = frozenset({"Q", "A"})
_MARKS = frozenset({":", "."})


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph that opens with a label: its number, the label, the mark behind it if any.

    `is_plain` says that nothing but a colon tells the label from the start of a sentence.
    """

    paragraph: int
    label: Range
    cue: tuple[Range, ...]
    start: int
    is_plain: bool = False


def spoken(passages: Passages, links: Sequence[Link]) -> list[Link]:
    """Turns and credited quotations, and of the links those that stand outside them."""
    found = [*_turns(passages), *_credited(passages)]
    covered = {
        token
        for link in found
        for place in (*link.source, *link.cue, *link.content)
        for token in range(*place)
    }
    outside = [link for link in links if not _stands_in(link, covered)]
    return sorted([*outside, *found], key=lambda link: link.first)


def _stands_in(link: Link, covered: set[int]) -> bool:
    places = (*link.cue, *link.content)
    return bool(places) and all(first in covered and last - 1 in covered for first, last in places)


def _turns(passages: Passages) -> Iterator[Link]:
    labels = (_label(passages, number) for number in range(len(passages.paragraphs)))
    labelled = [turn for turn in labels if turn]
    names = Counter(_name(passages, turn) for turn in labelled)
    is_transcript = len(labelled) >= FEWEST_TURNS and 2 * len(labelled) >= len(passages.paragraphs)
    turns = [
        turn
        for turn in labelled
        if (is_transcript and turn.paragraph)
        or names[_name(passages, turn)] > 1
        or (len(names) > 1 and (not turn.is_plain or _name(passages, turn).isupper()))
    ]
    for number, turn in enumerate(turns):
        is_above = turn.start == passages.paragraphs[turn.paragraph][1]
        last = min(turn.paragraph + 1 + is_above, len(passages.paragraphs))
        following = turns[number + 1].paragraph if number + 1 < len(turns) else last
        if following - last <= MOST_BETWEEN:
            last = following
        blocks = [(turn.start, passages.paragraphs[turn.paragraph][1])]
        blocks += passages.paragraphs[turn.paragraph + 1 : last]
        content = tuple(block for block in blocks if _is_speech(passages, block))
        if content:
            yield Link(turn.cue, (turn.label,), content, rule="turn")


def _label(passages: Passages, number: int) -> _Turn | None:
    """The name and mark with which the paragraph opens, or None."""
    first, last = passages.paragraphs[number]
    words = passages.tokens.words
    if first < last and words[first] in ('"', "“", "''", "”"):
        first += 1
    if first >= last:
        return None
    if words[first] in _ASKED:
        return _asked(passages, number, (first, last))
    titled = _titled(passages, (first, last))
    if titled:
        return _Turn(number, (first, titled), ((titled, titled + 1),), titled + 1)
    return _with_colon(passages, number, (first, last))


def _asked(passages: Passages, number: int, block: Range) -> _Turn | None:
    """The letter with a mark behind it, or a gap."""
    tokens, (first, last) = passages.tokens, block
    if first + 2 >= last:
        return None
    if tokens.words[first + 1] in _MARKS:
        return _Turn(number, (first, first + 1), ((first + 1, first + 2),), first + 2)
    gap = tokens.text[tokens.ends[first] : tokens.starts[first + 1]]
    is_apart = len(gap) > 1 or "\t" in gap
    return _Turn(number, (first, first + 1), (), first + 1) if is_apart else None


def _titled(passages: Passages, block: Range) -> int:
    """Where the full stop of "Mr. Drey." or "The Chairman." stands; 0 where none does."""
    words, (first, last) = passages.tokens.words, block
    opening = words[first].lower()
    if opening == "the" and first + 2 < last:
        stop = first + 2 if words[first + 1].lower() in _CHAIRS else 0
    elif opening in _TITLES:
        name = first + 1 + (words[first + 1 : first + 2] == ["."])
        stop = next((i for i in range(name, min(last, name + 4)) if words[i] == "."), 0)
        is_name = stop > name and all(_is_of_name(word) for word in words[name:stop])
        stop = stop if is_name else 0
    else:
        return 0
    is_label = 0 < stop < last - 1 and words[stop] == "." and not words[stop + 1][0].islower()
    return stop if is_label else 0


def _with_colon(passages: Passages, number: int, block: Range) -> _Turn | None:
    words, (first, last) = passages.tokens.words, block
    reach = range(first, min(last, first + LONGEST_LABEL + 1))
    colon = next((i for i in reach if words[i] == ":"), 0)
    if colon <= first or colon + 1 >= last:
        return None
    label = words[first:colon]
    if not all(_is_of_name(word) for word in label) or label[0].lower() in _NO_NAMES:
        return None
    is_stamped = words[colon + 1] == "(" and words[last - 1] == ")" and words[last - 2].isdigit()
    start = last if is_stamped else colon + 1
    turn = _Turn(number, (first, colon), ((colon, colon + 1),), start, is_plain=not is_stamped)
    return turn if label[0][0].isalpha() else None


def _is_of_name(word: str) -> bool:
    return word[0].isupper() or word in (".", "'", "’", "-")


def _name(passages: Passages, turn: _Turn) -> str:
    return " ".join(passages.tokens.words[slice(*turn.label)])


def _is_speech(passages: Passages, block: Range) -> bool:
    """Words with small letters, and not a remark in brackets such as "(CROSSTALK)"."""
    words = [word for word in passages.tokens.words[slice(*block)] if word not in _CLOSING]
    if not words:
        return False
    is_remark = len(words) > 1 and words[0] in _OPEN and words[-1] in ("]", ")", ".")
    return not is_remark and any(word != word.upper() for word in words)


def _credited(passages: Passages) -> Iterator[Link]:
    for number, block in enumerate(passages.paragraphs):
        dash = _dash(passages, block)
        if dash is None:
            continue
        name = _credit(passages, dash, block[1])
        content = _above(passages, number, dash)
        if name and content:
            yield Link(((dash, dash + 1),), (name,), content, rule="credit")


def _dash(passages: Passages, block: Range) -> int | None:
    """The dash that opens the paragraph, or that follows the end of its quotation."""
    words = passages.tokens.words
    first, last = block
    for i in range(max(first, last - LONGEST_CREDIT - 1), last):
        if words[i] in _DASHES and (i == first or words[i - 1] in _CLOSING):
            return i
    return None


def _credit(passages: Passages, dash: int, last: int) -> Range | None:
    """The name behind the dash, up to a comma; None where no name stands there."""
    words = passages.tokens.words
    first = end = dash + 1
    while end < last and _is_of_name(words[end]):
        end += 1
    while end > first and not words[end - 1][0].isalnum():
        end -= 1
    is_alone = end == last or words[end] in (",", ".", "(", "@")
    if end == first or not is_alone or last - dash - 1 > LONGEST_CREDIT:
        return None
    return first, end


def _above(passages: Passages, number: int, dash: int) -> tuple[Range, ...]:
    """The quotation that the credit line stands under or behind."""
    first, _ = passages.paragraphs[number]
    if dash > first:
        return ((first, dash),) if _is_quotation(passages, (first, dash)) else ()
    if number and _is_quotation(passages, passages.paragraphs[number - 1]):
        return (passages.paragraphs[number - 1],)
    return ()


def _is_quotation(passages: Passages, block: Range) -> bool:
    """It opens and closes with quotation marks, of whatever direction."""
    words = passages.tokens.words
    marks = _CLOSING | {"“", "‘", "«", "„", "``"}
    first, last = block
    return last - first > 2 and words[first] in marks and words[last - 1] in _CLOSING
