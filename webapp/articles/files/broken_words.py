"""Words broken at line ends, as in texts taken from PDF: found, and joined where a person asks."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from webapp.articles.files.drafts import Draft, facts_from
from webapp.attribution.text.furniture import Strike
from webapp.attribution.text.spans import TextSpan
from webapp.attribution.word_lists import word_list

_BROKEN = re.compile(
    r"(?P<head>[^\W\d_]{2,30})(?P<gap>[-\u2010\u00ad][ \t]*\n[ \t]*)(?P<tail>[^\W\d_]{2,30})"
)
_HYPHENED = re.compile(r"\b[^\W\d_]{2,30}[-\u2010][^\W\d_]{2,30}\b")


@dataclass(frozen=True)
class BrokenWord:
    """A word of which one half ends a line and the other begins the next."""

    gap: TextSpan
    head: str
    tail: str

    @property
    def whole(self) -> str:
        """The word as it is when joined."""
        return self.head + self.tail


def broken_words(text: str) -> list[BrokenWord]:
    """Every word that is broken at a line end; words with a hyphen of their own are left alone."""
    found = []
    position = 0
    hyphened = {match[0].replace("\u2010", "-").casefold() for match in _HYPHENED.finditer(text)}
    while match := _BROKEN.search(text, position):
        word = BrokenWord(TextSpan(*match.span("gap")), match["head"], match["tail"])
        is_chained = text[max(0, match.start() - 1) : match.start()] in ("-", "\u2010")
        has_own = is_chained or f"{word.head}-{word.tail}".casefold() in hyphened
        if (
            word.tail[0].islower()
            and word.head.lower() not in word_list("hyphened")
            and not has_own
        ):
            found.append(word)
        position = match.start("tail")
    return found


def joined(draft: Draft) -> Draft:
    """The draft with its broken words joined, and what is struck in it where it now stands.

    A title that was made from the text is made anew.
    """
    gaps = [word.gap for word in broken_words(draft.text)]
    if not gaps:
        return draft
    furniture = draft.furniture and tuple(moved(draft.furniture, gaps))
    text = without(draft.text, gaps)
    title = facts_from(text).title if draft.facts.is_title_ours else draft.facts.title
    return replace(
        draft,
        text=text,
        facts=replace(draft.facts, title=title),
        furniture=furniture,
        original_sha256=draft.original_sha256 or draft.text_sha256,
    )


def without(text: str, gaps: Iterable[TextSpan]) -> str:
    """The text without the gaps, which are sorted."""
    pieces, position = [], 0
    for start, end in gaps:
        pieces.append(text[position:start])
        position = end
    return "".join([*pieces, text[position:]])


def moved(strikes: Iterable[Strike], gaps: Sequence[TextSpan]) -> list[Strike]:
    """The strikes where they stand once the gaps are gone; the gaps are sorted."""
    gone = [0, *accumulate(end - start for start, end in gaps)]

    def place(offset: int) -> int:
        before = bisect.bisect_left(gaps, offset, key=lambda gap: gap.start)
        inside = max(0, gaps[before - 1].end - offset) if before else 0
        return offset - gone[before] + inside

    found = (Strike(place(start), place(end), kind) for start, end, kind in strikes)
    return [strike for strike in found if strike.start < strike.end]
